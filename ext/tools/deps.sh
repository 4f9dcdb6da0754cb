#!/bin/sh
# deps.sh - see that what newsext is built and tested with is there.
#
# usage: deps.sh [check]
#
# Where apt-get is, missing Debian packages are installed (through sudo when not root); with
# the argument "check" also those that `make check` needs. Elsewhere it says what to install
# and fails. When nothing is missing it does nothing and says nothing.
set -eu

missing=""
need() { missing="$missing $1"; }
has() { command -v "$1" >/dev/null 2>&1; }

if [ -n "${CC:-}" ]; then has "${CC%% *}" || need gcc; else has cc || need gcc; fi
[ -e /usr/include/stdlib.h ] || [ "$(uname -s)" != Linux ] || need libc6-dev
if has pkg-config; then
  pkg-config --exists sqlite3 || need libsqlite3-dev
  pkg-config --exists libpcre2-8 || need libpcre2-dev
  pkg-config --exists libxml-2.0 || need libxml2-dev
  pkg-config --exists jansson || need libjansson-dev
  pkg-config --exists zlib || need zlib1g-dev
  pkg-config --exists tcl || need tcl-dev
else
  need pkg-config
  need libsqlite3-dev
  need libpcre2-dev
  need libxml2-dev
  need libjansson-dev
  need zlib1g-dev
  need tcl-dev
fi
has sqlite3 || need sqlite3
if has tclsh; then
  echo 'exit [catch {package require sqlite3}]' | tclsh || need libsqlite3-tcl
else
  need tcl
  need libsqlite3-tcl
fi
if [ "${1:-}" = check ]; then
  has clang || need clang
  has valgrind || need valgrind
  [ -n "$(find /usr/lib/llvm* /usr/lib/clang -name 'libclang_rt.fuzzer-*' 2>/dev/null | head -n 1)" ] \
    || [ "$(uname -s)" != Linux ] || need libclang-rt-dev
fi
[ -n "$missing" ] || exit 0

if ! has apt-get; then
  echo "newsext needs a C compiler, pkg-config, SQLite 3.38 or newer with headers and shell," >&2
  echo "PCRE2 (libpcre2-8), libxml2, jansson, zlib, Tcl 8.6 with its sqlite3 package. Missing" >&2
  echo "here, by Debian's names:" >&2
  echo " $missing" >&2
  echo "On macOS: brew install sqlite pcre2 libxml2 jansson tcl-tk pkg-config. On" >&2
  echo "Fedora: dnf install gcc pkgconf sqlite sqlite-devel pcre2-devel libxml2-devel" >&2
  echo "jansson-devel zlib-devel tcl tcl-devel sqlite-tcl." >&2
  exit 1
fi
sudo=""
if [ "$(id -u)" != 0 ]; then
  has sudo || { echo "newsext needs, as root: apt-get install$missing" >&2; exit 1; }
  sudo=sudo
fi
# Debian names clang's run-time library by its version.
case "$missing" in *libclang-rt-dev*)
  missing=$(echo "$missing" | sed 's/libclang-rt-dev//')
  rt=1 ;;
*) rt="" ;;
esac
echo "  APT    $missing${rt:+ libclang-rt}"
export DEBIAN_FRONTEND=noninteractive
$sudo apt-get update -qq
# shellcheck disable=SC2086
[ -z "$missing" ] || $sudo apt-get install -y -qq --no-install-recommends $missing >/dev/null
if [ -n "$rt" ]; then
  v=$(clang --version | sed -n 's/.*version \([0-9]*\).*/\1/p' | head -n 1)
  $sudo apt-get install -y -qq --no-install-recommends "libclang-rt-$v-dev" >/dev/null
fi
