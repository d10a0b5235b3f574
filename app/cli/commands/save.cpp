#include "app/cli/commands/commands.hpp"
#include "app/cli/commands/values.hpp"
#include "app/cli/harmless.hpp"
#include "app/cli/named_file.hpp"
#include "app/cli/session.hpp"

namespace alongside::app {
namespace {

class Save final : public Command {
 public:
  Save()
      : Command({Chapter::writing, "save", "take a file out of an entry",
                 "alongside save 3f9a2c photo.jpg --to ~/photo.jpg",
                 "The file on the disk is in plain form: it is your copy, and alongside no longer guards it."}) {}

  void declare(Grammar& grammar) override {
    grammar.argument("ID", "of the entry, or its first 4 characters or more", id_);
    grammar.optional_argument("NAME", "of the file in it; may be left out when there is only one", name_);
    grammar.option("--to", "FILE", "where to; must not exist yet", to_);
    grammar.flag(kAlteredOption, kAlteredHelp, altered_);
  }

  Outcome<void> run(Session& session) override {
    if (altered_) session.open_even_if_altered(kAlteredRemark);
    if (!to_ || to_->empty()) return wrong_usage("`save` needs where to: alongside save ID [NAME] --to FILE");
    if (auto free = be_free_to_write(*to_); !free) return free;
    api::SaveRequest request;
    request.set_id(id_);
    request.set_to(absolute_path(*to_));
    if (auto named = find_name(session); !named) return named;
    request.set_name(*name_);
    api::Empty reply;
    if (auto done = session.ask("save", request, reply); !done) return done;
    session.answer(reply, "Saved to " + harmless_line(request.to()) + ", in plain form.");
    return {};
  }

 private:
  Outcome<void> find_name(Session& session) {
    if (name_) return {};
    api::ShowRequest request;
    request.set_id(id_);
    api::Item item;
    if (auto done = session.ask("show", request, item); !done) return done;
    if (item.attachments().empty()) return refused("no_such_attachment", "There is no file in that entry.");
    if (item.attachments_size() > 1)
      return wrong_usage("There is more than one file in it; say which: alongside save ID NAME --to FILE");
    name_ = item.attachments(0).name();
    return {};
  }

  std::string id_;
  std::optional<std::string> name_, to_;
  bool altered_ = false;
};

}  // namespace

std::unique_ptr<Command> make_save() { return std::make_unique<Save>(); }

}  // namespace alongside::app
