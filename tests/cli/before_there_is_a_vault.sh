#!/usr/bin/env bash
# What the program says to somebody who has just installed it.
source "$(dirname "$0")/people.sh"

# Alone, it says what to do first, on one page of a terminal. Every command explains itself.
contains "$("$ALONGSIDE")" "alongside init"
(($("$ALONGSIDE" | wc -l) < 24)) || fail "the first page is too long"
same "$("$ALONGSIDE" --help)" "$("$ALONGSIDE" help)"
for command in init invite accept verify write list show search edit delete save share unshare respond sync run status \
  lock unlock stop passphrase backup restore doctor leave; do
  contains "$("$ALONGSIDE")" " $command"
  contains "$("$ALONGSIDE" help)" "  $command "
  contains "$("$ALONGSIDE" help "$command")" "Example"
  same "$("$ALONGSIDE" "$command" --help)" "$("$ALONGSIDE" help "$command")"
done

# Without a vault every other command says how to make one.
echo secret >"$HOMES/nobody.passphrase"
for command in status list "show abcd" "write note --text x" "search x" invite "accept x" verify "share abcd" \
  "unshare abcd" "respond abcd --as thanks --text x" "edit abcd --text x" "delete abcd" sync lock unlock stop \
  "passphrase --recovery-code" "backup $HOMES/file" doctor leave run; do
  refused "alongside init" as nobody $command
done

# init needs a name, a passphrase, and a place to write in.
wrong "--name" as nobody init
refused "--passphrase-file" as_keyless nobody init --name Nobody
: >"$HOMES/empty"
refused "no passphrase" as_keyless nobody init --name Nobody --passphrase-file "$HOMES/empty"
: >"$HOMES/a-file"
refused "ALONGSIDE_HOME" env ALONGSIDE_HOME="$HOMES/a-file/below" "$ALONGSIDE" init --name N --passphrase-file "$HOMES/nobody.passphrase"

# It makes the vault once and never over another one. Nobody else may look into the folder.
person mira
refused "already" as mira init --name Mira
same "$(stat -c %a "$HOMES/mira")" 700

# Without ALONGSIDE_HOME the XDG folders hold; without those, ~/.local/share.
env XDG_DATA_HOME="$HOMES/xdg" "$ALONGSIDE" init --name X --unlock-time 1 --passphrase-file "$HOMES/mira.passphrase" >/dev/null
[[ -e $HOMES/xdg/alongside/vault.db ]] || fail "no vault under XDG_DATA_HOME"
env -u XDG_DATA_HOME HOME="$HOMES/person" "$ALONGSIDE" init --name X --unlock-time 1 --passphrase-file "$HOMES/mira.passphrase" >/dev/null
[[ -e $HOMES/person/.local/share/alongside/vault.db ]] || fail "no vault under ~/.local/share"
