# run.tcl - runs test files, two at a time, and adds up what they say.
#
# usage: tclsh run.tcl FILE.test ...
#
# A line for each file, the output of those that failed, and at the end "N passed, N failed". A
# file that ends without its own sum, or with a non-zero code, counts as one failure more.
#
# Environment: JOBS how many at a time; NEWSPRELOAD libraries to preload into each run.

set jobs [expr {[info exists env(JOBS)] ? $env(JOBS) : 2}]
set queue $argv
set running 0
set pass 0
set fail 0

proc start {} {
  global queue running jobs output began
  while {$running<$jobs && [llength $queue]} {
    set queue [lassign $queue file]
    set cmd [list [info nameofexecutable] $file 2>@1]
    if {[info exists ::env(NEWSPRELOAD)]} {
      set cmd [linsert $cmd 0 env LD_PRELOAD=$::env(NEWSPRELOAD)]
    }
    set ch [open |$cmd r]
    fconfigure $ch -blocking 0 -encoding utf-8
    set output($ch) ""
    set began($ch) [clock milliseconds]
    fileevent $ch readable [list take $ch $file]
    incr running
  }
}

proc take {ch file} {
  global output running done
  append output($ch) [read $ch]
  if {![eof $ch]} return
  fconfigure $ch -blocking 1
  set bad [catch {close $ch} msg]
  incr running -1
  report $ch $file $bad
  start
  if {!$running} {set done 1}
}

proc report {ch file bad} {
  global output began pass fail
  set text [string trimright $output($ch)]
  set time [format %.1f [expr {([clock milliseconds]-$began($ch))/1000.0}]]
  set p 0
  set f 1
  if {[regexp -line {^(\d+) passed, (\d+) failed$} $text -> p f]} {
    if {$bad && !$f} {incr f}
  }
  incr pass $p
  incr fail $f
  puts [format "%-28s %6d passed %4d failed %7s s" [file tail $file] $p $f $time]
  if {$f} {puts $text}
  flush stdout
  unset output($ch)
}

start
if {$running} {vwait done}
puts "$pass passed, $fail failed"
exit [expr {$fail>0}]
