#include "app/cli/commands/commands.hpp"

namespace alongside::app {

Commands all_commands() {
  Commands commands;
  for (const auto make : {make_init, make_invite, make_accept, make_verify,                              //
                          make_write, make_list, make_show, make_search, make_edit, make_delete, make_save,  //
                          make_share, make_unshare, make_respond, make_sync,                             //
                          make_run, make_status, make_lock, make_unlock, make_stop,                      //
                          make_passphrase, make_backup, make_restore, make_doctor, make_leave})
    commands.push_back(make());
  return commands;
}

}  // namespace alongside::app
