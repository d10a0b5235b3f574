#!/usr/bin/env bash
# One sealed file that brings everything back.
source "$(dirname "$0")/people.sh"
person mira
head -c 150000 /dev/urandom >"$HOMES/photo.jpg"
id=$(as mira write note --text "worth keeping" --attach "$HOMES/photo.jpg" --json | field id)

# While a node runs, and without one. Never over a file that is there.
start mira
as mira backup "$HOMES/one.backup"
stop mira
cd "$HOMES"
as mira backup two.backup
refused "\"two.backup\": it is there already" as mira backup two.backup
if grep -qa "worth keeping" one.backup two.backup; then fail "a text stands in plain form in a backup"; fi

# Into a home without a vault, and only there. It opens with the same passphrase.
cp mira.passphrase again.passphrase
as_keyless again restore one.backup
same "$(as again show "$id" --json | field text)" "worth keeping"
as again save "$id" --to out.jpg
cmp photo.jpg out.jpg
refused "already" as again restore two.backup

# A backup that was cut short is refused, and leaves no vault.
head -c 20000 two.backup >short.backup
refused "\"short.backup\" is not a whole backup" as_keyless none restore short.backup
refused "alongside init" as_keyless none status
refused "\"missing.backup\": there is no such file" as_keyless none restore missing.backup

# The doctor looks at everything, and says when something is not as it was left.
same "$(as mira doctor --json)" '{"sound":true,"findings":[]}'
chunk=$(find mira/attachments -type f -size +1k | head -1)
printf 'X' | dd of="$chunk" bs=1 seek=5000 conv=notrunc status=none
refused "Not all is sound" as mira doctor
refused "Not all is sound" as mira doctor --json
same "$(field sound <"$HOMES/answer")" false

# When the vault itself was touched, what is still sound can be read and taken out, and nothing is written any more.
lost=$(as again write note --text "will be cut out" --json | field id)
python3 -c 'import sqlite3, sys
vault = sqlite3.connect(sys.argv[1])
vault.execute("DELETE FROM item WHERE row = (SELECT max(row) FROM item)")
vault.commit()' again/vault.db
refused "doctor" as again list
refused "Not all is sound" as again doctor
contains "$(as again list --altered 2>/dev/null)" "worth keeping"
lacks "$(as again list --altered --json 2>/dev/null)" "$lost"
as again save "$id" --to rescued.jpg --altered 2>/dev/null
cmp photo.jpg rescued.jpg
refused "" as again write note --text "not now"
