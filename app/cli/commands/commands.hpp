// One maker a command; command_list.cpp puts them in the order of the help.
#pragma once

#include <memory>

#include "app/cli/command.hpp"

namespace alongside::app {

std::unique_ptr<Command> make_init();
std::unique_ptr<Command> make_restore();

std::unique_ptr<Command> make_write();
std::unique_ptr<Command> make_edit();
std::unique_ptr<Command> make_delete();
std::unique_ptr<Command> make_list();
std::unique_ptr<Command> make_show();
std::unique_ptr<Command> make_search();
std::unique_ptr<Command> make_save();

std::unique_ptr<Command> make_share();
std::unique_ptr<Command> make_unshare();
std::unique_ptr<Command> make_respond();

std::unique_ptr<Command> make_invite();
std::unique_ptr<Command> make_accept();
std::unique_ptr<Command> make_verify();
std::unique_ptr<Command> make_sync();
std::unique_ptr<Command> make_leave();

std::unique_ptr<Command> make_run();
std::unique_ptr<Command> make_stop();
std::unique_ptr<Command> make_lock();
std::unique_ptr<Command> make_unlock();
std::unique_ptr<Command> make_status();

std::unique_ptr<Command> make_passphrase();
std::unique_ptr<Command> make_backup();
std::unique_ptr<Command> make_doctor();

}  // namespace alongside::app
