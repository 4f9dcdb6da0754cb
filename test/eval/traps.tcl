# traps.tcl - the texts of tickers.tsv: by trap, how many tickers() and ticker() have right.
#
#   tclsh test/eval/traps.tcl newsext.so

package require sqlite3
sqlite3 db :memory:
db enable_load_extension 1
set so [lindex $argv 0]
db eval {SELECT load_extension($so, 'sqlite3_newsext_init')}
set in [open [file join [file dirname [info script]] tickers.tsv]]
fconfigure $in -encoding utf-8
gets $in
while {[gets $in line]>=0} {
  lassign [split $line \t] trap text tickers main
  incr n($trap); incr ok($trap) 0
  set got [db eval {SELECT value FROM json_each(tickers($text))}]
  set first [db onecolumn {SELECT coalesce(ticker($text), '-')}]
  if {[lsort $got] eq [lsort $tickers] && $first eq $main} {
    incr ok($trap)
  } else {
    puts "  $trap: [string range $text 0 60]: $got instead of $tickers"
  }
}
set all 0; set right 0
foreach trap [lsort [array names n]] {
  puts [format "%-20s %4d of %4d" $trap $ok($trap) $n($trap)]
  incr all $n($trap); incr right $ok($trap)
}
puts [format "%-20s %4d of %4d" all $right $all]
