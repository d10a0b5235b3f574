#!/usr/bin/env bash
# Two people, two machines: from nothing to one entry shared, changed and taken back.
source "$(dirname "$0")/people.sh"

# Each makes a vault. The recovery code is shown once.
person mira
person ben
contains "$(field recoveryCode <"$HOMES/mira.init")" "-"

# Each starts a node and leaves it running.
start mira
start ben

# Mira gives Ben an invite, over a channel that they trust. It works once.
as mira invite --json >"$HOMES/invite"
field invite <"$HOMES/invite" | as ben accept - --json >"$HOMES/accepted"
same "$(field partner <"$HOMES/accepted")" Mira

# They compare six words by voice, and each says so. Until then nothing is sent.
same "$(as mira verify --json | field words)" "$(as ben verify --json | field words)"
same "$(as ben verify --json | field verified)" false
as mira verify --confirm
as ben verify --confirm
as ben sync
same "$(as ben verify --json | field verified)" true

# Mira writes. Nobody sees it but her.
id=$(as mira write note --text "rain on the window" --json | field id)
as mira sync
same "$(as ben list --json)" "[]"

# She shares it, and Ben can read it.
as mira share "$id"
as mira sync
same "$(as ben show "$id" --json | field text)" "rain on the window"
same "$(as ben show "$id" --json | field author)" partner
same "$(as mira show "$id" --json | field delivery)" "on their device"

# She changes it; Ben sees the change.
as mira edit "$id" --text "rain, and the smell of it"
as mira sync
same "$(as ben show "$id" --json | field text)" "rain, and the smell of it"

# She takes it back. It stays hers, and is gone from Ben's machine.
as mira unshare "$id"
as mira sync
refused "no such entry" as ben show "$id"
same "$(as mira show "$id" --json | field shared)" false

stop mira
stop ben
