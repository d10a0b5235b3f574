#!/usr/bin/env bash
# Wrong usage ends with 2 and one line that says how it goes; nothing is done.
source "$(dirname "$0")/people.sh"
person mira

wrong "Did you mean \`alongside share\`" as mira shrae
wrong "alongside help" as mira dance
wrong "after the command" as mira --json status
wrong "Did you mean --since" as mira list --sinc 2026-01-01
wrong "no option" as mira list --colour
wrong "quotation marks" as mira write note rain on the window
wrong "--text" as mira write note
wrong "--text" as mira edit abcd
wrong "show ID" as mira show
wrong "share ID" as mira share
wrong "--as" as mira respond abcd --text x
wrong "reflect, ask" as mira respond abcd --as scold --text x
wrong "read, reflect, ask, advise" as mira share abcd --welcome applause
wrong "exclude each other" as mira list --mine --theirs
wrong "exclude each other" as mira leave --tell --just-stop
wrong "exclude each other" as mira leave --keep-theirs --drop-theirs
wrong "--limit" as mira list --limit 0
wrong "--limit" as mira list --limit many
wrong "2026-11-22" as mira list --since yesterday
wrong "--timeout" as mira sync --timeout soon
wrong "--field" as mira write note --field mood
wrong "note" as mira write poem --text x
wrong "HOST:PORT" as mira invite --address nowhere
wrong "--to FILE" as mira save abcd
wrong "passphrase" as mira passphrase --recovery --recovery-code
wrong "accept INVITE" as mira accept
wrong "milliseconds" as mira init --name X --unlock-time soon
same "$(as mira list --json)" "[]"

# What is asked for rightly but can't be had ends with 1; with --json programs get a code that never changes.
refused "no such entry" as mira show abcdef
refused "no such entry" as mira show abcdef --json
same "$(field code <"$HOMES/answer")" no_such_item
refused "" as mira accept "not-an-invite"
