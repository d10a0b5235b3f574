#!/usr/bin/env bash
# A locked node shows nothing to anybody, goes on receiving, and opens with the passphrase or the recovery code.
source "$(dirname "$0")/people.sh"
person mira
person ben
start mira
start ben
pair mira ben
id=$(as ben write note --text "good night" --json | field id)

as mira lock
same "$(as mira status --json | field locked)" true
same "$(as mira status --json | field name)" ""
same "$(as mira status --json | field partner)" null
for command in list "show $id" "search night" "write note --text x" "edit $id --text x" "delete $id" invite verify \
  "share $id" "unshare $id" "respond $id --as thanks --text x" leave; do
  refused "alongside unlock" as mira $command
done

# What Ben shares meanwhile arrives.
as ben share "$id"
as ben sync
same "$(as ben show "$id" --json | field delivery)" "on their device"

# The passphrase opens it, a wrong one does not.
echo "not it" >"$HOMES/wrong"
refused "does not open" as_keyless mira unlock --passphrase-file "$HOMES/wrong"
refused "--passphrase-file" as_keyless mira unlock
as mira unlock
same "$(as mira show "$id" --json | field text)" "good night"

# So does the recovery code, however it is typed.
as mira lock
field recoveryCode <"$HOMES/mira.init" | tr 'A-Z-' 'a-z ' >"$HOMES/code"
as_keyless mira unlock --recovery --passphrase-file "$HOMES/code"
same "$(as mira status --json | field locked)" false

# A node that is started so is ready and locked.
stop mira
start mira --locked
same "$(as mira status --json | field locked)" true
as mira unlock
contains "$(as mira list)" "good night"

# Only one node for one vault.
refused "" as mira run --listen 127.0.0.1:0
stop mira
