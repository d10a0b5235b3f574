// Whatever a person or their partner does: whichever step of it the disk fails at, it happened or it did not, what was
// acknowledged is there, the vault is sound, and the next act works.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <set>

#include "tests/unit/core/items/person.hpp"
#include "tests/unit/core/vault/faulty_disk.hpp"

namespace alongside::test {
namespace {

const char* name_of(FaultyDisk::Fault fault) {
  using Fault = FaultyDisk::Fault;
  switch (fault) {
    case Fault::disk_full:
      return "OnAFullDisk";
    case Fault::broken:
      return "AfterOneFailure";
    case Fault::torn_write:
      return "WithATornWrite";
    case Fault::power_cut:
      return "WhenThePowerIsCut";
    case Fault::unreadable:
      return "WhenAReadFails";
    case Fault::kill:
      break;
  }
  return "Killed";
}

}  // namespace

// So that a trial is listed by its words.
void PrintTo(FaultyDisk::Fault fault, std::ostream* out);
void PrintTo(FaultyDisk::Fault fault, std::ostream* out) { *out << name_of(fault); }

}  // namespace alongside::test

namespace alongside::items {
namespace {

using test::FaultyDisk;

constexpr int kEnoughSteps = 2000;  // more than any of these acts takes
constexpr int kFewestFaults = 3;    // what the ordinary run meets in the shortest of them

// Before any vault is opened, so that its disk is the one that can fail.
struct DiskThatCanFail {
  DiskThatCanFail() { FaultyDisk::mend(); }
  ~DiskThatCanFail() { FaultyDisk::mend(); }
};

// Two people in the middle of things; ada's disk is the one that fails.
struct Scene {
  Scene() {
    item::Body with_file = body_with("with a photo");
    *with_file.add_attachments() = ada.attach("the photo");
    with_a_photo = ada.write(std::move(with_file));
    ada.edit(with_a_photo, "with a photo of rain");
    shared = ada.write_and_share("shared");
    mine = ada.write("mine");
    deliver(ada, ben);
    theirs = ben.write("theirs");
    ben.share(theirs, {}, {Answer::reflect});
    to_be_deleted = ben.write_and_share("theirs for a while");
    deliver(ben, ada);
  }
  std::filesystem::path beside(std::string_view name) { return ada.vault().home().folder.parent_path() / name; }

  // Three changes of ben's, of every kind, as they travel.
  FormedBatch from_ben() {
    ben.edit(theirs, "theirs, anew");
    EXPECT_TRUE(ben.notebook().remove(to_be_deleted));
    ben.write_and_share("one more");
    return *ben.correspondence().next_batch(ben.correspondence().outgoing()->acknowledged, 100, 1 << 20).value();
  }

  DiskThatCanFail disk;
  Person ada{Who::ada};
  Person ben{Who::ben};
  ItemId with_a_photo, shared, mine, theirs, to_be_deleted;
  FormedBatch batch;
};

Result<void> outcome(const auto& result) {
  if (!result) return result.error();
  return {};
}

Result<void> receive(Scene& scene) {
  std::vector<BytesView> changes(scene.batch.changes.begin(), scene.batch.changes.end());
  return outcome(scene.ada.correspondence().store_batch(scene.batch.number, changes));
}

struct Operation {
  const char* name;
  std::function<Result<void>(Scene&)> act;
  std::function<void(Scene&)> prepare = [](Scene&) {};
  // What must hold beside the rule above, once the disk is sound again and the vault was opened anew.
  std::function<void(Scene&, bool acknowledged)> check = [](Scene&, bool) {};
};

void PrintTo(const Operation& operation, std::ostream* out) { *out << operation.name; }

const crypto::Passphrase& fresh_passphrase() {
  static const crypto::Passphrase fresh("other words than before");
  return fresh;
}

void one_passphrase_opens(Scene& scene, bool acknowledged) {
  const bool with_new = scene.ada.vault().unlock(fresh_passphrase()).has_value();
  EXPECT_TRUE(with_new || !acknowledged);
  EXPECT_NE(scene.ada.vault().unlock(crypto::Passphrase("rain on the window")).has_value(), with_new);
}

void backup_is_whole_or_absent(Scene& scene, bool acknowledged) {
  const auto file = scene.beside("copy");
  EXPECT_TRUE(!acknowledged || std::filesystem::exists(file));
  if (!std::filesystem::exists(file)) return;
  test::SeededRandom random(9);
  auto restored = vault::Vault::restore(file, {scene.beside("from-copy")}, random, {});
  ASSERT_TRUE(restored) << restored.error();
}

Result<void> restore(Scene& scene) {
  test::SeededRandom random(9);
  return outcome(vault::Vault::restore(scene.beside("copy"), {scene.beside("restored")}, random, {}));
}

void restored_whole_or_not_at_all(Scene& scene, bool acknowledged) {
  test::SeededRandom random(9);
  const auto opened = vault::Vault::open({scene.beside("restored")}, random);
  EXPECT_TRUE(!acknowledged || opened) << opened.error();
  if (opened) return;
  EXPECT_EQ(opened.error(), CoreErrc::no_vault);
  EXPECT_TRUE(restore(scene));
}

const Operation kOperations[] = {
    {"Write", [](Scene& scene) { return outcome(scene.ada.notebook().write("note", body_with("new"))); }},
    {"Edit", [](Scene& scene) { return scene.ada.notebook().edit(scene.mine, {"mine, anew", {}, {}, {}, {}}); }},
    {"EditOfWhatIsShared",
     [](Scene& scene) { return scene.ada.notebook().edit(scene.shared, {"shared, anew", {}, {}, {}, {}}); }},
    {"Delete", [](Scene& scene) { return scene.ada.notebook().remove(scene.with_a_photo); }},
    {"DeleteOfWhatIsShared", [](Scene& scene) { return scene.ada.notebook().remove(scene.shared); }},
    {"DeleteOfTheirs", [](Scene& scene) { return scene.ada.notebook().remove(scene.theirs); }},
    {"Share", [](Scene& scene) { return scene.ada.notebook().share(scene.with_a_photo, {"text"}, {Answer::ask}); }},
    {"Unshare", [](Scene& scene) { return scene.ada.notebook().unshare(scene.shared); }},
    {"Respond",
     [](Scene& scene) { return outcome(scene.ada.notebook().respond(scene.theirs, Answer::reflect, "I hear it")); }},
    {"FormABatch",
     [](Scene& scene) {
       return outcome(scene.ada.correspondence().next_batch(scene.ada.correspondence().outgoing()->acknowledged, 100,
                                                            1 << 20));
     },
     [](Scene& scene) { scene.ada.edit(scene.shared, "shared, anew"); }},
    {"ReceiveABatch", receive, [](Scene& scene) { scene.batch = scene.from_ben(); }},
    {"ReceiveWhileLocked", receive,
     [](Scene& scene) {
       scene.batch = scene.from_ben();
       scene.ada.lock();
     }},
    {"TakeInTheInbox",
     [](Scene& scene) { return scene.ada.try_unlock(); },
     [](Scene& scene) {
       scene.batch = scene.from_ben();
       scene.ada.lock();
       EXPECT_TRUE(receive(scene));
     }},
    {"Lock",
     [](Scene& scene) {
       scene.ada.lock();
       return Result<void>();
     }},
    {"Tidy",
     [](Scene& scene) {
       while (scene.ada.notebook().tidy()) {
       }
       return Result<void>();
     }},
    {"Leave", [](Scene& scene) { return scene.ada.notebook().part(/*keep_theirs=*/false); }},
    {"LeaveAndKeepTheirs", [](Scene& scene) { return scene.ada.notebook().part(/*keep_theirs=*/true); }},
    {"Passphrase",
     [](Scene& scene) { return scene.ada.vault().change_passphrase(fresh_passphrase(), crypto::PasswordCost()); },
     [](Scene&) {}, one_passphrase_opens},
    {"Backup", [](Scene& scene) { return scene.ada.vault().backup(scene.beside("copy"), {}); }, [](Scene&) {},
     backup_is_whole_or_absent},
    {"Restore", restore, [](Scene& scene) { EXPECT_TRUE(scene.ada.vault().backup(scene.beside("copy"), {})); },
     restored_whole_or_not_at_all},
};

std::string line_of(Person& person, const Item& item) {
  std::string line = item.id.text() + ' ' + item.kind + ' ' + item.body.text();
  if (item.sharing) line += " shared " + std::to_string(item.sharing->welcome.size());
  if (item.author == Author::me) line += " versions " + std::to_string(person.notebook().history(item.id)->size());
  for (const auto& file : item.files)
    line += std::filesystem::exists(person.vault().home().attachments() / file.text()) ? " file" : " no file";
  return line;
}

// All that a person and their partner's node can see.
using State = std::set<std::string>;
State state_of(Person& person) {
  State state;
  for (const bool set_aside : {false, true}) {
    Filter filter;
    filter.set_aside = set_aside;
    for (const auto& item : person.notebook().list(filter).value()) state.insert(line_of(person, item));
  }
  const auto in = person.correspondence().incoming().value();
  const auto out = person.correspondence().outgoing().value();
  state.insert("received " + std::to_string(in.received.value()));
  state.insert(out.anything_pending ? "something waits" : "nothing waits");
  return state;
}

using Trial = std::tuple<Operation, FaultyDisk::Fault>;
class EveryStepTest : public testing::TestWithParam<Trial> {
 protected:
  // One run of the act with a fault at its step `step`; whether it was met.
  static bool fail_at(int step, const State& before, const State& after);
};

// Every step is `./dev prove steps`; the ordinary run takes each third.
int stride() {
  const char* given = std::getenv("ALONGSIDE_PROOF_STRIDE");
  return given ? std::max(1, std::atoi(given)) : 3;
}

// Without a fault, before and after a restart.
State state_without(const Operation& operation, bool acts) {
  Scene scene;
  operation.prepare(scene);
  EXPECT_TRUE(!acts || operation.act(scene));
  scene.ada.restart(/*killed=*/true);
  return state_of(scene.ada);
}

bool EveryStepTest::fail_at(int step, const State& before, const State& after) {
  const auto& [operation, fault] = GetParam();
  Scene scene;
  operation.prepare(scene);
  const bool lasting = fault != FaultyDisk::Fault::broken && fault != FaultyDisk::Fault::unreadable;
  FaultyDisk::fail_after(step, fault, lasting);
  const bool acknowledged = operation.act(scene).has_value();
  bool met = false;
  scene.ada.restart(/*killed=*/true, [&, fault = fault] {
    if (fault == FaultyDisk::Fault::power_cut) FaultyDisk::lose_unsynced(static_cast<std::uint64_t>(step) + 1);
    met = FaultyDisk::mend();
  });
  const auto now = state_of(scene.ada);
  EXPECT_TRUE(now == after || (now == before && !acknowledged)) << testing::PrintToString(now);
  EXPECT_TRUE(scene.ada.vault().examine({}).value().empty());
  operation.check(scene, acknowledged);
  scene.ada.write("the next act");
  return met;
}

TEST_P(EveryStepTest, HappensWholeOrNotAtAll) {
  const auto& operation = std::get<0>(GetParam());
  const auto before = state_without(operation, /*acts=*/false);
  const auto after = state_without(operation, /*acts=*/true);
  int faults = 0;
  int step = 0;
  for (; step < kEnoughSteps && !HasFailure(); step += stride()) {
    SCOPED_TRACE("step " + std::to_string(step));
    if (!fail_at(step, before, after)) break;
    ++faults;
  }
  ASSERT_LT(step, kEnoughSteps);
  EXPECT_GE(faults, kFewestFaults);
  std::printf("%s: %d faults met\n", operation.name, faults);
}

INSTANTIATE_TEST_SUITE_P(OfAnAct, EveryStepTest,
                         testing::Combine(testing::ValuesIn(kOperations),
                                          testing::Values(FaultyDisk::Fault::disk_full, FaultyDisk::Fault::broken,
                                                          FaultyDisk::Fault::torn_write, FaultyDisk::Fault::power_cut,
                                                          FaultyDisk::Fault::unreadable)),
                         [](const auto& trial) {
                           return std::string(std::get<0>(trial.param).name) + test::name_of(std::get<1>(trial.param));
                         });

}  // namespace
}  // namespace alongside::items
