#include "app/cli/commands/commands.hpp"
#include "app/cli/commands/values.hpp"
#include "app/cli/named_file.hpp"
#include "app/cli/session.hpp"
#include "app/cli/short_id.hpp"
#include "app/cli/text_input.hpp"

namespace alongside::app {
namespace {

class Write final : public Command {
 public:
  Write()
      : Command({Chapter::writing, "write", "write something; only you can see it",
                 "alongside write note\n"
                 "alongside write note --text \"rain on the window\" --tag evening\n"
                 "alongside write note --attach photo.jpg --text - < letter.txt",
                 "Without --text (or a file or field alone) it asks on the terminal, so that the text need not stand "
                 "in the process list. With ALONGSIDE_EDITOR set, that editor is opened instead, on a file in memory; "
                 "but editors may keep copies of their own on the disk (vim: undo and viminfo files), and those are in "
                 "plain text."}) {}

  void declare(Grammar& grammar) override {
    grammar.optional_argument("KIND", "what it is; `note` if left out", kind_);
    grammar.option("--text", "TEXT", "the text; `-` reads it from standard input", text_);
    grammar.options("--field", "NAME=VALUE", "a named part of it", fields_);
    grammar.options("--tag", "TAG", "a word to find it by", tags_);
    grammar.options("--attach", "FILE", "a photo, voice note or other file", attach_);
  }

  Outcome<void> run(Session& session) override {
    if (auto readable = be_readable(attach_); !readable) return readable;
    api::WriteRequest request;
    request.set_kind(kind_.value_or("note"));
    for (const auto& given : fields_) {
      auto field = field_of(given);
      if (!field) return field.error();
      *request.add_fields() = *field;
    }
    for (const auto& tag : tags_) request.add_tags(tag);
    for (const auto& file : attach_) request.add_attach(absolute_path(file));
    if (auto text = write_text(session, request); !text) return text;
    api::WriteReply reply;
    if (auto done = session.ask("write", request, reply); !done) return done;
    session.answer(reply, "Kept as " + reply.id().substr(0, kShortIdDigits) + ". Only you can see it.");
    return {};
  }

 private:
  Outcome<void> write_text(Session& session, api::WriteRequest& request) {
    const bool says_something_without = request.fields_size() > 0 || request.attach_size() > 0;
    if (!text_ && says_something_without) return {};
    const bool takes_time = !text_ && session.console().can_ask();
    if (takes_time) {
      if (auto open = session.unlocked_api(); !open) return open.error();
    }
    auto text = text_of(session.console(), text_, "Write.", "",
                        "`write` needs a text: --text TEXT, or --text - to read it from standard input.");
    if (!text) return text.error();
    if (text->empty() && !says_something_without)
      return refused("nothing_typed", "There is no text, so nothing was kept.");
    request.set_text(std::move(*text));
    return {};
  }

  std::optional<std::string> kind_;
  std::optional<std::string> text_;
  std::vector<std::string> fields_;
  std::vector<std::string> tags_;
  std::vector<std::string> attach_;
};

}  // namespace

std::unique_ptr<Command> make_write() { return std::make_unique<Write>(); }

}  // namespace alongside::app
