#!/usr/bin/env bash
# Where passphrases come from, how they are changed, and that none ever stands in the process list.
source "$(dirname "$0")/people.sh"
person mira
id=$(as mira write note --text "kept" --json | field id)

# By file, by descriptor, by the variable; one line break at its end does not count.
for way in "--passphrase-file $HOMES/mira.passphrase" "--passphrase-fd 3"; do
  same "$(as_keyless mira list --json $way 3<"$HOMES/mira.passphrase" | field 0.id)" "$id"
done
printf 'the passphrase of mira' | same "$(as_keyless mira list --json --passphrase-fd 0 | field 0.id)" "$id"
wrong "--passphrase-fd 3" as_keyless mira list --passphrase-fd three
refused "Can't read" as_keyless mira list --passphrase-fd 9
refused "none\": there is no such file" as_keyless mira list --passphrase-file "$HOMES/none"

# There is no way to give one as an argument.
wrong "no option" as_keyless mira list --passphrase "the passphrase of mira"

# A new passphrase, from a file; the old one then opens nothing.
echo "five words of no meaning" >"$HOMES/new"
refused "--new-passphrase-file" as mira passphrase
refused "does not open" as_keyless mira passphrase --passphrase-file "$HOMES/new" --new-passphrase-file "$HOMES/new"
as mira passphrase --new-passphrase-file "$HOMES/new"
refused "does not open" as mira list
cp "$HOMES/new" "$HOMES/mira.passphrase"
same "$(as mira list --json | field 0.id)" "$id"

# Forgotten: the recovery code makes a new one, whether a node runs or not.
field recoveryCode <"$HOMES/mira.init" >"$HOMES/code"
echo "another one" >"$HOMES/new"
as_keyless mira passphrase --recovery --passphrase-file "$HOMES/code" --new-passphrase-fd 4 4<"$HOMES/new"
cp "$HOMES/new" "$HOMES/mira.passphrase"
start mira
echo "and another" >"$HOMES/new"
as_keyless mira passphrase --recovery --passphrase-file "$HOMES/code" --new-passphrase-file "$HOMES/new"
cp "$HOMES/new" "$HOMES/mira.passphrase"

# A new recovery code; the old one then opens nothing.
as mira passphrase --recovery-code --json | field recoveryCode >"$HOMES/new-code"
as mira lock
refused "does not open" as_keyless mira unlock --recovery --passphrase-file "$HOMES/code"
sed 's/^./@/' "$HOMES/new-code" >"$HOMES/mistyped"
refused "mistyped" as_keyless mira unlock --recovery --passphrase-file "$HOMES/mistyped"
as_keyless mira unlock --recovery --passphrase-file "$HOMES/new-code"
stop mira

# A text from standard input does not stand in the process list either: the command waits for it, and we look.
mkfifo "$HOMES/text"
become mira write note --text - --json <"$HOMES/text" >"$HOMES/written" &
writer=$!
exec 5>"$HOMES/text"
until [[ $(tr '\0' ' ' <"/proc/$writer/cmdline") == *"write note --text -"* ]]; do :; done
echo "secret thought" >&5
lacks "$(tr '\0' ' ' <"/proc/$writer/cmdline")" "secret thought"
exec 5>&-
wait "$writer"
same "$(as mira show "$(field id <"$HOMES/written")" --json | field text)" "secret thought"

# Nothing that was written is in plain form in any file.
if grep -rlaE "secret thought|kept" "$HOMES/mira"; then fail "a text stands in plain form in a file"; fi
