#include "tests/bench/floor.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sodium.h>
#include <sqlite3.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <iostream>
#include <thread>
#include <vector>

#include "tests/bench/report.hpp"

namespace alongside::bench::floor {
namespace {

using Buffer = std::vector<unsigned char>;

constexpr std::size_t kNonce = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTag = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::size_t kChunk = 65536;
const std::array<unsigned char, 32> kKey{1, 2, 3};

void must(bool held, const char* what) {
  if (held) return;
  std::cerr << "the floor's own code failed: " << what << '\n';
  std::abort();
}

Buffer seal(const Buffer& plain) {
  Buffer sealed(kNonce + plain.size() + kTag);
  randombytes_buf(sealed.data(), kNonce);
  crypto_aead_xchacha20poly1305_ietf_encrypt(sealed.data() + kNonce, nullptr, plain.data(), plain.size(), nullptr, 0,
                                             nullptr, sealed.data(), kKey.data());
  return sealed;
}

Buffer open(const unsigned char* sealed, std::size_t size) {
  Buffer plain(size - kNonce - kTag);
  must(crypto_aead_xchacha20poly1305_ietf_decrypt(plain.data(), nullptr, nullptr, sealed + kNonce, size - kNonce,
                                                  nullptr, 0, sealed, kKey.data()) == 0,
       "open");
  return plain;
}

class Rows {
 public:
  explicit Rows(const std::filesystem::path& file) {
    must(sqlite3_open(file.c_str(), &database_) == SQLITE_OK, "sqlite3_open");
    run("PRAGMA journal_mode=WAL");
    run("PRAGMA synchronous=FULL");
    run("PRAGMA secure_delete=ON");
    run("PRAGMA locking_mode=EXCLUSIVE");
    run("CREATE TABLE IF NOT EXISTS row (id INTEGER PRIMARY KEY, sealed BLOB NOT NULL)");
    sqlite3_prepare_v2(database_, "INSERT INTO row (sealed) VALUES (?)", -1, &insert_, nullptr);
  }
  ~Rows() {
    sqlite3_finalize(insert_);
    sqlite3_close(database_);
  }
  Rows(const Rows&) = delete;

  void run(const char* sql) { must(sqlite3_exec(database_, sql, nullptr, nullptr, nullptr) == SQLITE_OK, sql); }
  void insert(const Buffer& sealed) {
    sqlite3_bind_blob(insert_, 1, sealed.data(), static_cast<int>(sealed.size()), SQLITE_STATIC);
    must(sqlite3_step(insert_) == SQLITE_DONE, "insert");
    sqlite3_reset(insert_);
  }
  void each(const std::function<void(const unsigned char*, std::size_t)>& visit) {
    sqlite3_stmt* select = nullptr;
    sqlite3_prepare_v2(database_, "SELECT sealed FROM row ORDER BY id", -1, &select, nullptr);
    while (sqlite3_step(select) == SQLITE_ROW) {
      visit(static_cast<const unsigned char*>(sqlite3_column_blob(select, 0)),
            static_cast<std::size_t>(sqlite3_column_bytes(select, 0)));
    }
    sqlite3_finalize(select);
  }
  void fill(std::size_t entries, std::size_t entry_bytes) {
    Buffer plain(entry_bytes);
    run("BEGIN");
    for (std::size_t entry = 0; entry < entries; ++entry) {
      randombytes_buf(plain.data(), plain.size());
      insert(seal(plain));
    }
    run("COMMIT");
  }

 private:
  sqlite3* database_ = nullptr;
  sqlite3_stmt* insert_ = nullptr;
};

// Two connected loopback TCP sockets.
struct Wire {
  int sender = -1;
  int receiver = -1;

  Wire() {
    const int listener = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    must(bind(listener, reinterpret_cast<sockaddr*>(&address), size) == 0, "bind");
    must(listen(listener, 1) == 0, "listen");
    getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size);
    sender = socket(AF_INET, SOCK_STREAM, 0);
    must(connect(sender, reinterpret_cast<sockaddr*>(&address), size) == 0, "connect");
    receiver = accept(listener, nullptr, nullptr);
    const int on = 1;
    setsockopt(sender, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    setsockopt(receiver, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    ::close(listener);
  }
  ~Wire() {
    ::close(sender);
    ::close(receiver);
  }
  Wire(const Wire&) = delete;
};

void write_all(int socket, const unsigned char* bytes, std::size_t size) {
  while (size > 0) {
    const ssize_t written = ::write(socket, bytes, size);
    must(written > 0, "write");
    bytes += written;
    size -= static_cast<std::size_t>(written);
  }
}

bool read_all(int socket, unsigned char* bytes, std::size_t size) {
  while (size > 0) {
    const ssize_t got = ::read(socket, bytes, size);
    if (got <= 0) return false;
    bytes += got;
    size -= static_cast<std::size_t>(got);
  }
  return true;
}

using Nonce = std::array<unsigned char, 12>;
constexpr std::size_t kRecordPlain = kRecordBytes - crypto_aead_chacha20poly1305_ietf_ABYTES;

void count_up(Nonce& nonce) { sodium_increment(nonce.data(), nonce.size()); }

// Sends a stream in sealed records of kRecordBytes, sixteen a write; finish() sends the rest, zero-filled.
class RecordWriter {
 public:
  explicit RecordWriter(int socket) : socket_(socket) { plain_.reserve(kRecordPlain); }
  void put(const unsigned char* bytes, std::size_t size) {
    while (size > 0) {
      const std::size_t part = std::min(size, kRecordPlain - plain_.size());
      plain_.insert(plain_.end(), bytes, bytes + part);
      bytes += part;
      size -= part;
      if (plain_.size() == kRecordPlain) seal_record();
    }
  }
  void finish() {
    if (!plain_.empty()) {
      plain_.resize(kRecordPlain);
      seal_record();
    }
    write_all(socket_, sealed_.data(), sealed_.size());
    sealed_.clear();
  }

 private:
  void seal_record() {
    const std::size_t at = sealed_.size();
    sealed_.resize(at + kRecordBytes);
    crypto_aead_chacha20poly1305_ietf_encrypt(sealed_.data() + at, nullptr, plain_.data(), plain_.size(), nullptr, 0,
                                              nullptr, nonce_.data(), kKey.data());
    count_up(nonce_);
    plain_.clear();
    if (sealed_.size() >= 16 * kRecordBytes) {
      write_all(socket_, sealed_.data(), sealed_.size());
      sealed_.clear();
    }
  }

  int socket_;
  Nonce nonce_{};
  Buffer plain_;
  Buffer sealed_;
};

class RecordReader {
 public:
  explicit RecordReader(int socket) : socket_(socket), plain_(kRecordPlain), sealed_(kRecordBytes) {}
  void get(unsigned char* bytes, std::size_t size) {
    while (size > 0) {
      if (used_ == kRecordPlain) next();
      const std::size_t part = std::min(size, kRecordPlain - used_);
      std::memcpy(bytes, plain_.data() + used_, part);
      used_ += part;
      bytes += part;
      size -= part;
    }
  }
  void skip_rest() { used_ = kRecordPlain; }

 private:
  void next() {
    must(read_all(socket_, sealed_.data(), sealed_.size()), "read");
    must(crypto_aead_chacha20poly1305_ietf_decrypt(plain_.data(), nullptr, nullptr, sealed_.data(), sealed_.size(),
                                                   nullptr, 0, nonce_.data(), kKey.data()) == 0,
         "open a record");
    count_up(nonce_);
    used_ = 0;
  }

  int socket_;
  Nonce nonce_{};
  Buffer plain_;
  Buffer sealed_;
  std::size_t used_ = kRecordPlain;
};

}  // namespace

SealTimes seal_and_open(std::size_t entries, std::size_t entry_bytes) {
  Buffer plain(entry_bytes, 'x');
  std::vector<Buffer> sealed(entries);
  SealTimes times{};
  times.seal = seconds([&] {
    for (Buffer& one : sealed) one = seal(plain);
  });
  times.open = seconds([&] {
    for (const Buffer& one : sealed) plain = open(one.data(), one.size());
  });
  return times;
}

double write_one(const std::filesystem::path& folder, std::size_t writes, std::size_t entry_bytes) {
  Rows rows(folder / "floor-write.db");
  const Buffer plain(entry_bytes, 'x');
  return seconds([&] {
           for (std::size_t write = 0; write < writes; ++write) {
             rows.run("BEGIN");
             rows.insert(seal(plain));
             rows.run("COMMIT");
           }
         }) /
         static_cast<double>(writes);
}

double open_all(const std::filesystem::path& folder, std::size_t entries, std::size_t entry_bytes) {
  Rows rows(folder / "floor-open.db");
  rows.fill(entries, entry_bytes);
  return seconds([&] { rows.each([](const unsigned char* sealed, std::size_t size) { open(sealed, size); }); });
}

double share_one(const std::filesystem::path& folder, std::size_t shares, std::size_t entry_bytes) {
  Rows mine(folder / "floor-mine.db");
  Rows theirs(folder / "floor-theirs.db");
  const Wire wire;
  const Buffer plain(entry_bytes, 'x');
  const auto commit = [](Rows& rows, const Buffer& entry) {
    rows.run("BEGIN");
    rows.insert(seal(entry));
    rows.run("COMMIT");
  };
  std::thread receiver([&] {
    RecordReader reader(wire.receiver);
    Buffer entry(entry_bytes);
    for (std::size_t share = 0; share < shares; ++share) {
      reader.get(entry.data(), entry.size());
      reader.skip_rest();
      commit(theirs, entry);
      write_all(wire.receiver, entry.data(), 1);
    }
  });
  const double taken = seconds([&] {
    RecordWriter writer(wire.sender);
    unsigned char visible = 0;
    for (std::size_t share = 0; share < shares; ++share) {
      commit(mine, plain);
      writer.put(plain.data(), plain.size());
      writer.finish();
      must(read_all(wire.sender, &visible, 1), "read the answer");
    }
  });
  receiver.join();
  return taken / static_cast<double>(shares);
}

double catch_up(const std::filesystem::path& folder, std::size_t entries, std::size_t entry_bytes) {
  Rows mine(folder / ("floor-from-" + std::to_string(entries) + ".db"));
  Rows theirs(folder / ("floor-to-" + std::to_string(entries) + ".db"));
  mine.fill(entries, entry_bytes);
  const Wire wire;
  return seconds([&] {
    std::thread sender([&] {
      RecordWriter writer(wire.sender);
      mine.each([&](const unsigned char* sealed, std::size_t size) {
        const Buffer entry = open(sealed, size);
        writer.put(entry.data(), entry.size());
      });
      writer.finish();
    });
    RecordReader reader(wire.receiver);
    Buffer entry(entry_bytes);
    for (std::size_t done = 0; done < entries;) {
      theirs.run("BEGIN");
      for (std::size_t in_commit = 0; in_commit < kEntriesPerCommit && done < entries; ++in_commit, ++done) {
        reader.get(entry.data(), entry.size());
        theirs.insert(seal(entry));
      }
      theirs.run("COMMIT");
    }
    sender.join();
  });
}

double attachment(const std::filesystem::path& folder, std::size_t bytes) {
  const std::filesystem::path from = folder / "floor-attachment";
  const std::filesystem::path to = folder / "floor-attachment-received";
  const std::size_t chunks = bytes / kChunk;
  const std::size_t sealed_bytes = seal(Buffer(kChunk)).size();
  {
    const int file = ::open(from.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    Buffer plain(kChunk);
    for (std::size_t chunk = 0; chunk < chunks; ++chunk) {
      randombytes_buf(plain.data(), plain.size());
      const Buffer sealed = seal(plain);
      write_all(file, sealed.data(), sealed.size());
    }
    ::fsync(file);
    ::close(file);
  }
  const Wire wire;
  return seconds([&] {
    std::thread sender([&] {
      RecordWriter writer(wire.sender);
      const int file = ::open(from.c_str(), O_RDONLY);
      Buffer sealed(sealed_bytes);
      while (read_all(file, sealed.data(), sealed.size())) writer.put(sealed.data(), sealed.size());
      writer.finish();
      ::close(file);
    });
    RecordReader reader(wire.receiver);
    const int file = ::open(to.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    Buffer sealed(sealed_bytes);
    for (std::size_t chunk = 0; chunk < chunks; ++chunk) {
      reader.get(sealed.data(), sealed.size());
      open(sealed.data(), sealed.size());
      write_all(file, sealed.data(), sealed.size());
    }
    ::fsync(file);
    ::close(file);
    sender.join();
  });
}

}  // namespace alongside::bench::floor
