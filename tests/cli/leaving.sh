#!/usr/bin/env bash
# Either can end it, at once and alone.
source "$(dirname "$0")/people.sh"
person mira
person ben
start mira

# Alone there is nobody to leave, and an invite that waits is no pairing.
refused "nobody to leave" as mira leave
as mira invite >/dev/null
contains "$(as mira leave)" "not paired with anyone"
refused "nobody to leave" as mira leave
start ben
pair mira ben
hers=$(as mira write note --text "hers" --json | field id)
as mira share "$hers"
his=$(as ben write note --text "his" --json | field id)
as ben share "$his"
as mira sync
as ben sync

# Mira leaves without a word and drops what was his. What she wrote stays and is private again.
as mira leave --just-stop --drop-theirs
same "$(as mira status --json | field partner)" null
same "$(as mira show "$hers" --json | field shared)" false
refused "no such entry" as mira show "$his"
refused "not paired" as mira sync

# To Ben she looks away; nothing claims more than that.
same "$(as ben status --json | field partner.left)" false
same "$(as ben show "$hers" --json | field text)" "hers"

# He leaves too, and keeps what she had shared.
as ben leave --keep-theirs
same "$(as ben show "$hers" --json | field text)" "hers"

# They can begin anew with a new invite. This time leaving is told.
pair mira ben
as mira leave --tell
refused "ended the pairing" as ben sync --timeout 5
stop mira
stop ben
