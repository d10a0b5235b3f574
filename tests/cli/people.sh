# What the scripts in this folder share: people with homes of their own, their nodes, and a way to say what must be so.
# Each person's vault opens with the passphrase in $HOMES/NAME.passphrase. Nothing here sleeps: a node says when it is
# ready, and `sync` says when both sides have everything.
set -euo pipefail

: "${ALONGSIDE:?the program to test}"
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
HOMES=$(mktemp -d "${TMPDIR:-/tmp}/alongside-cli.XXXXXX")
declare -A node_pid=() listening=()
unset ALONGSIDE_HOME ALONGSIDE_PASSPHRASE_FILE ALONGSIDE_EDITOR
export NO_COLOR=1

go_home() {
  local status=$? person
  for person in "${!node_pid[@]}"; do kill -KILL "${node_pid[$person]}" 2>/dev/null || true; done
  wait
  rm -rf "$HOMES"
  exit "$status"
}
trap go_home EXIT

# A command as that person, who gives the passphrase by file.
as() {
  local person=$1
  shift
  ALONGSIDE_HOME=$HOMES/$person ALONGSIDE_PASSPHRASE_FILE=$HOMES/$person.passphrase "$ALONGSIDE" "$@"
}

# The same without any passphrase.
as_keyless() {
  local person=$1
  shift
  ALONGSIDE_HOME=$HOMES/$person "$ALONGSIDE" "$@"
}

# For the background: the shell becomes the program, so that its process id is the program's.
become() {
  local person=$1
  shift
  ALONGSIDE_HOME=$HOMES/$person ALONGSIDE_PASSPHRASE_FILE=$HOMES/$person.passphrase exec "$ALONGSIDE" "$@"
}

# person mira: a vault, quickly unlocked.
person() {
  echo "the passphrase of $1" >"$HOMES/$1.passphrase"
  as "$1" init --name "${1^}" --unlock-time 1 --json >"$HOMES/$1.init"
}

# start mira [ARG...]: her node, on loopback, ready when this returns; ${listening[mira]} is its address.
start() {
  local person=$1 ready
  shift
  mkfifo "$HOMES/$person.ready.$$"
  become "$person" run --listen 127.0.0.1:0 --json "$@" >"$HOMES/$person.ready.$$" 2>>"$HOMES/$person.log" &
  node_pid[$person]=$!
  read -r ready <"$HOMES/$person.ready.$$" || fail "the node of $person did not start: $(cat "$HOMES/$person.log")"
  rm "$HOMES/$person.ready.$$"
  listening[$person]=$(field listening.0 <<<"$ready")
}

# The node ends when asked, with status 0.
stop() {
  as "$1" stop
  wait "${node_pid[$1]}" || fail "the node of $1 ended with status $?"
  unset "node_pid[$1]"
}

# pair mira ben: both nodes run; both have compared the words.
pair() {
  as "$1" invite --json | field invite | as "$2" accept - >/dev/null
  same "$(as "$1" verify --json | field words)" "$(as "$2" verify --json | field words)"
  as "$1" verify --confirm >/dev/null
  as "$2" verify --confirm >/dev/null
  as "$1" sync >/dev/null
}

# field PATH <JSON: the value at PATH, e.g. partner.name or 0.id; texts bare, all else as JSON. Fails when it is not there.
field() { python3 "$here/field.py" "$1"; }

fail() {
  echo "FAILED at ${BASH_SOURCE[-1]##*/}:${BASH_LINENO[-2]}: $*" >&2
  exit 1
}

same() { [[ $1 == "$2" ]] || fail "expected: $2"$'\n'"     got: $1"; }
contains() { [[ $1 == *"$2"* ]] || fail "no \"$2\" in: $1"; }
lacks() { [[ $1 != *"$2"* ]] || fail "there is \"$2\" in: $1"; }

# ends STATUS WORDS COMMAND...: it ends with STATUS, and its one line on standard error has WORDS in it.
ends() {
  local expected=$1 words=$2 status=0 said
  shift 2
  said=$("$@" 2>&1 >"$HOMES/answer" </dev/null) || status=$?
  [[ $status == "$expected" ]] || fail "\"$*\" ended with $status instead of $expected: $said"
  [[ $(wc -l <<<"$said") == 1 ]] || fail "\"$*\" said more than one line: $said"
  contains "$said" "$words"
}
refused() { ends 1 "$@"; }
wrong() { ends 2 "$@"; }
