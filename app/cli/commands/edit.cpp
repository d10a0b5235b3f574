#include <algorithm>
#include <map>

#include "app/cli/commands/commands.hpp"
#include "app/cli/commands/values.hpp"
#include "app/cli/harmless.hpp"
#include "app/cli/item_page.hpp"
#include "app/cli/layout.hpp"
#include "app/cli/named_file.hpp"
#include "app/cli/session.hpp"
#include "app/cli/text_input.hpp"

namespace alongside::app {
namespace {

template <class Texts>
bool contains(const Texts& texts, const std::string& text) {
  return std::ranges::find(texts, text) != texts.end();
}

// The edit that turns `now` back into `then`, as far as words go.
void bring_back(const api::Item& now, const api::Version& then, api::EditRequest& request) {
  request.set_text(then.text());
  const auto set = [&](const std::string& name, const std::string& value) {
    auto* field = request.add_fields();
    field->set_name(name);
    field->set_value(value);
  };
  for (const auto& [name, value] : then.fields()) set(name, value);
  for (const auto& [name, value] : now.fields())
    if (!then.fields().contains(name)) set(name, "");
  for (const auto& tag : then.tags())
    if (!contains(now.tags(), tag)) request.add_add_tags(tag);
  for (const auto& tag : now.tags())
    if (!contains(then.tags(), tag)) request.add_remove_tags(tag);
}

bool has_all_files(const api::Item& now, const api::Version& then) {
  return std::ranges::all_of(then.attachments(), [&](const auto& file) {
    return std::ranges::any_of(now.attachments(), [&](const auto& held) { return held.name() == file.name(); });
  });
}

class Edit final : public Command {
 public:
  Edit()
      : Command({Chapter::writing, "edit", "change something of yours; what it was is kept",
                 "alongside edit 3f9a2c --text \"rain, and the smell of it\"\n"
                 "alongside edit 3f9a2c --tag evening --untag rain\n"
                 "alongside edit 3f9a2c --restore 1",
                 "While an entry is shared, your partner gets the change: it shows what will leave, and asks. Earlier "
                 "versions stay with you: `alongside show ID --history` numbers them. Without an option it asks for "
                 "the new text on the terminal."}) {}

  void declare(Grammar& grammar) override {
    grammar.argument("ID", "of the entry, or its first 4 characters or more", id_);
    grammar.option("--text", "TEXT", "the new text; `-` reads it from standard input", text_);
    grammar.options("--field", "NAME=VALUE", "set a named part; NAME= removes it", fields_);
    grammar.options("--tag", "TAG", "add a tag", tags_);
    grammar.options("--untag", "TAG", "remove a tag", untags_);
    grammar.options("--attach", "FILE", "add a file", attach_);
    grammar.options("--detach", "NAME", "remove a file from the entry", detach_);
    grammar.option("--restore", "N", "bring back version N of `show --history`", restore_);
    grammar.flag("--yes", "don't ask", yes_);
  }

  Outcome<void> run(Session& session) override {
    if (auto readable = be_readable(attach_); !readable) return readable;
    api::EditRequest request;
    request.set_id(id_);
    auto filled = restore_ ? fill_from_history(session, request) : fill(session, request);
    if (!filled) return filled.error();
    if (!*filled) {
      session.answer(api::EditReply(), "Nothing was changed.");
      return {};
    }
    if (!yes_ && session.console().can_ask()) {
      auto sure = be_sure(session, request);
      if (!sure) return sure.error();
      if (!*sure) return refused("not_wanted", "Nothing was changed.");
    }
    api::EditReply reply;
    if (auto done = session.ask("edit", request, reply); !done) return done;
    session.answer(reply, reply.changed() ? "Changed. What it was: alongside show " + harmless_line(id_) + " --history"
                                          : "Nothing was changed: it is like that already.");
    if (!session.json() && reply.has_leaves() && !asked_)
      session.console().remark("It is shared, so your partner gets it as it is now:\n" + leaving(session, reply));
    return {};
  }

 private:
  static std::string leaving(Session& session, const api::EditReply& reply) {
    return ItemPage(session.console(), std::chrono::system_clock::now()).leaving(reply.leaves());
  }

  // Asks only where something would leave.
  Outcome<bool> be_sure(Session& session, api::EditRequest request) {
    request.set_preview(true);
    api::EditReply reply;
    if (auto done = session.ask("edit", request, reply); !done) return done.error();
    if (!reply.has_leaves()) return true;
    asked_ = true;
    session.console().remark("It is shared. This will leave:\n" + leaving(session, reply));
    return session.console().ask_yes("Change it? (y/N) ");
  }

  // Each answers whether there is anything to change.
  Outcome<bool> fill(Session& session, api::EditRequest& request) {
    for (const auto& given : fields_) {
      auto field = field_of(given);
      if (!field) return field.error();
      *request.add_fields() = *field;
    }
    for (const auto& tag : tags_) request.add_add_tags(tag);
    for (const auto& tag : untags_) request.add_remove_tags(tag);
    for (const auto& file : attach_) request.add_attach(absolute_path(file));
    for (const auto& name : detach_) request.add_detach(name);
    const bool changes_no_more =
        fields_.empty() && tags_.empty() && untags_.empty() && attach_.empty() && detach_.empty();
    if (text_ || changes_no_more) return fill_text(session, request);
    return true;
  }

  Outcome<bool> fill_text(Session& session, api::EditRequest& request) {
    api::Item before;
    if (!text_ && session.console().can_ask()) {
      if (auto shown = show_before(session, before); !shown) return shown.error();
    }
    auto text = text_of(session.console(), text_, "Write it anew; an empty text leaves it as it is.", before.text(),
                        "`edit` needs what to change: --text TEXT, or --text - to read it from standard input.");
    if (!text) return text.error();
    if (!text_ && (text->empty() || *text == before.text())) return false;
    request.set_text(std::move(*text));
    return true;
  }

  Outcome<void> show_before(Session& session, api::Item& before) {
    if (auto open = session.unlocked_api(); !open) return open.error();
    api::ShowRequest request;
    request.set_id(id_);
    if (auto done = session.ask("show", request, before); !done) return done;
    session.console().remark(wrapped(harmless(before.text()), session.console().width(), "    ") + "\n");
    return {};
  }

  Outcome<bool> fill_from_history(Session& session, api::EditRequest& request) {
    auto number = count_of("--restore", *restore_);
    if (!number) return number.error();
    api::ShowRequest show;
    show.set_id(id_);
    show.set_history(true);
    api::Item item;
    if (auto done = session.ask("show", show, item); !done) return done.error();
    if (*number > static_cast<std::uint32_t>(item.history_size()))
      return refused("no_such_version", "There is no version " + std::to_string(*number) + "; `alongside show " +
                                            harmless_line(id_) + " --history` numbers them.");
    const auto& then = item.history(static_cast<int>(*number) - 1);
    if (!has_all_files(item, then))
      session.console().remark("Files that the entry had then can't be brought back, only its words.\n");
    bring_back(item, then, request);
    return true;
  }

  std::string id_;
  std::optional<std::string> text_;
  std::vector<std::string> fields_, tags_, untags_, attach_, detach_;
  std::optional<std::string> restore_;
  bool yes_ = false;
  bool asked_ = false;
};

}  // namespace

std::unique_ptr<Command> make_edit() { return std::make_unique<Edit>(); }

}  // namespace alongside::app
