// Feeds a fuzz target every file of a folder, then for some seconds what becomes of these files when bytes of them are
// changed, cut, doubled or taken from one another: `TARGET FOLDER [SECONDS]`. 1 if there is no file. Coverage guides
// ./dev fuzz; this is what every test run can afford.
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size);

namespace {

using Input = std::vector<unsigned char>;

constexpr std::size_t kMostBytes = 1 << 16;

Input current;             // what the target is being fed
int told = STDERR_FILENO;  // where what goes wrong is said

// Says which input it was; only what a signal handler may call.
void tell_input(int signal) {
  constexpr char kDigits[] = "0123456789abcdef";
  static_cast<void>(!::write(told, "\ninput: ", 8));
  for (const unsigned char byte : current) {
    const char pair[2] = {kDigits[byte >> 4], kDigits[byte & 15]};
    static_cast<void>(!::write(told, pair, 2));
  }
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}

void feed(Input input) {
  current = std::move(input);
  LLVMFuzzerTestOneInput(current.data(), current.size());
}

class Mutator {
 public:
  explicit Mutator(std::vector<Input> corpus) : corpus_(std::move(corpus)) {}

  Input next() {
    Input input = any_of(corpus_);
    for (std::size_t changes = 1 + dice_() % 4; changes > 0; --changes) change(input);
    if (input.size() > kMostBytes) input.resize(kMostBytes);
    return input;
  }

 private:
  const Input& any_of(const std::vector<Input>& inputs) { return inputs[dice_() % inputs.size()]; }

  void change(Input& input) {
    if (input.empty()) return input.push_back(static_cast<unsigned char>(dice_()));
    const auto at = static_cast<std::ptrdiff_t>(dice_() % input.size());
    const auto place = input.begin() + at;
    switch (dice_() % 7) {
      case 0:
        *place = static_cast<unsigned char>(*place ^ (1u << dice_() % 8));
        break;
      case 1:
        *place = static_cast<unsigned char>(dice_());
        break;
      case 2:
        *place = dice_() % 2 == 0 ? 0x00 : 0xff;
        break;
      case 3:
        input.insert(place, static_cast<unsigned char>(dice_()));
        break;
      case 4:
        input.erase(place, place + 1 + static_cast<std::ptrdiff_t>(dice_() % static_cast<std::size_t>(input.end() - place)));
        break;
      case 5: {
        const Input piece(place, place + 1 + static_cast<std::ptrdiff_t>(dice_() % static_cast<std::size_t>(input.end() - place)));
        input.insert(input.begin() + at, piece.begin(), piece.end());
        break;
      }
      case 6: {
        const Input& other = any_of(corpus_);
        const auto from = static_cast<std::ptrdiff_t>(other.empty() ? 0 : dice_() % other.size());
        input.resize(static_cast<std::size_t>(at));
        input.insert(input.end(), other.begin() + from, other.end());
        break;
      }
    }
  }

  std::vector<Input> corpus_;
  std::mt19937_64 dice_{20261122};
};

std::vector<Input> files_of(const char* folder) {
  std::vector<std::filesystem::path> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) names.push_back(entry.path());
  std::ranges::sort(names);
  std::vector<Input> inputs;
  for (const auto& name : names) {
    std::ifstream in(name, std::ios::binary);
    inputs.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
  }
  return inputs;
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 2) return 1;
  for (const int signal : {SIGABRT, SIGSEGV, SIGBUS, SIGFPE}) std::signal(signal, tell_input);
  // Libraries that complain of each bad input would say nothing else.
  told = ::dup(STDERR_FILENO);
  if (told < 0 || !std::freopen("/dev/null", "w", stderr)) return 1;
  const auto corpus = files_of(arguments[1]);
  if (corpus.empty()) return 1;
  for (const auto& input : corpus) feed(input);
  Mutator mutator(corpus);
  const auto seconds = std::chrono::seconds(count > 2 ? std::atoi(arguments[2]) : 0);
  std::size_t mutated = 0;
  for (const auto end = std::chrono::steady_clock::now() + seconds; std::chrono::steady_clock::now() < end; ++mutated)
    feed(mutator.next());
  std::printf("%zu inputs replayed, %zu made of them\n", corpus.size(), mutated);
}
