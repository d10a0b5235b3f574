#!/usr/bin/env bash
# What two people do with each other's entries, and what their nodes refuse.
source "$(dirname "$0")/people.sh"
person mira
person ben
start mira
start ben
pair mira ben

# `status` in the shape that scripts rely on.
as mira status --json >"$HOMES/status"
for fact in name:Mira locked:false partner.name:Ben partner.verified:true partner.connected:true partner.pendingOut:0; do
  same "$(field "${fact%%:*}" <"$HOMES/status")" "${fact#*:}"
done
contains "$(field partner.lastSyncedAt <"$HOMES/status")" "T"

# Before it leaves, one sees what will leave; --only keeps the rest here.
id=$(as mira write note --text "the long day" --field mood=tired --field energy=low --tag work --json | field id)
as mira share "$id" --only mood --preview --json >"$HOMES/preview"
same "$(field leaves.fields <"$HOMES/preview")" '{"mood": "tired"}'
same "$(field leaves.text <"$HOMES/preview")" ""
same "$(as mira show "$id" --json | field shared)" false
refused "no part of that name" as mira share "$id" --only sleep
plain=$(as mira write note --text "without a tag" --json | field id)
refused "nothing in what you chose" as mira share "$plain" --only tags
same "$(as mira show "$plain" --json | field shared)" false
as mira share "$id" --only mood --welcome reflect,ask
as mira sync
same "$(as ben show "$id" --json | field fields)" '{"mood": "tired"}'
same "$(as ben show "$id" --json | field text)" ""
same "$(as ben show "$id" --json | field tags)" "[]"
same "$(as ben show "$id" --json | field welcome)" '["reflect", "ask"]'

# Only answers that are welcome can be given; thanks always can.
refused "did not welcome" as ben respond "$id" --as advise --text "sleep more"
reflected=$(as ben respond "$id" --as reflect --text "that sounds long" --json | field id)
echo "thank you for telling me" | as ben respond "$id" --as thanks --text - >/dev/null
as ben sync
as mira show "$id" --json >"$HOMES/shown"
same "$(field responses.0.id <"$HOMES/shown")" "$reflected"
same "$(field responses.0.answers <"$HOMES/shown")" "$id"
same "$(field responses.1.text <"$HOMES/shown")" "thank you for telling me"
contains "$(as mira show "$id")" "that sounds long"

# Each can change only their own.
refused "Only the one who wrote it" as ben edit "$id" --text "mine now"
refused "Only the one who wrote it" as ben share "$id"
as ben list --theirs --json >"$HOMES/theirs"
same "$(field 0.id <"$HOMES/theirs")" "$id"

# Sharing again changes how it is shared.
as mira share "$id"
as mira sync
same "$(as ben show "$id" --json | field text)" "the long day"
same "$(as ben show "$id" --json | field welcome)" '["read"]'

# A file travels with its entry.
head -c 200000 /dev/urandom >"$HOMES/voice.ogg"
voice=$(as mira write note --attach "$HOMES/voice.ogg" --json | field id)
as mira share "$voice" >/dev/null
as mira sync
as ben save "$voice" --to "$HOMES/heard.ogg"
cmp "$HOMES/voice.ogg" "$HOMES/heard.ogg"

# While the other is away it waits, and says so; nothing is lost.
stop ben
later=$(as mira write note --text "for when you are back" --json | field id)
as mira share "$later"
same "$(as mira show "$later" --json | field delivery)" waiting
same "$(as mira status --json | field partner.pendingOut)" 1
contains "$(as mira status)" "1 change waits for their device"
refused "" as mira sync --timeout 0.2
start ben --listen "${listening[ben]}"
as ben sync
same "$(as ben show "$later" --json | field text)" "for when you are back"

# Taking back is a change as well, and no entry that would come.
stop ben
as mira unshare "$voice"
contains "$(as mira status)" "1 change for their device"
contains "$(as mira unshare "$voice")" "was not shared"
start ben --listen "${listening[ben]}"
as mira sync

# Who changes what is shared sees what their partner gets; of an entry that is private nothing is said.
contains "$(as mira edit "$later" --tag back 2>&1)" "your partner gets it as it is now"
contains "$(as mira edit "$later" --untag back 2>&1)" "for when you are back"
lacks "$(as mira edit "$plain" --tag mine 2>&1)" "partner"

# A running node is not needed: `sync` opens the vault itself and reaches the other's node.
stop ben
as mira edit "$later" --text "for when you look" >/dev/null
as ben sync
same "$(as ben show "$later" --json | field text)" "for when you look"

# An invite makes no sense any more.
refused "paired already" as mira invite
stop mira
