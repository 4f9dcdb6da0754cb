# tester.tcl - what every .test file begins with.
#
#   source [file join [file dirname [info script]] tester.tcl]
#   do_execsql_test 1.1 { SELECT ticker('Nvidia rose.') } {NVDA}
#   finish_test
#
# One tclsh runs one file, in an empty directory of its own on a RAM disk where there is one.
# The connection `db` on test.db has the extension loaded. The last line printed is
# "N passed, N failed" and the exit code is 1 when a case failed.
#
# Environment: NEWSEXT    the extension (default: newsext.so or .dylib above this directory)
#              NEWSBUILD  where faults.so lies (default: build above this directory)
#              NEWSFAULTS all: do_faultsim_test tries every n; otherwise every n to 12, then
#                         each a ninth further than the last
#              NEWSONLY   a glob pattern: run only the cases whose name matches

set testdir [file normalize [file dirname [info script]]]
set rootdir [file dirname $testdir]
if {![info exists env(NEWSEXT)]} {
  foreach f {newsext.so newsext.dylib} {
    if {[file exists $rootdir/$f]} {set env(NEWSEXT) $rootdir/$f}
  }
}
if {![info exists env(NEWSBUILD)]} {set env(NEWSBUILD) $rootdir/build}
set env(NEWSEXT) [file normalize $env(NEWSEXT)]
set env(NEWSBUILD) [file normalize $env(NEWSBUILD)]

namespace eval tester {
  variable pass 0 fail 0 skip 0 failed {}
  variable only [expr {[info exists ::env(NEWSONLY)] ? $::env(NEWSONLY) : "*"}]
  variable all  [expr {[info exists ::env(NEWSFAULTS)] && $::env(NEWSFAULTS) eq "all"}]
  variable dir
}
encoding system utf-8
fconfigure stdout -encoding utf-8
fconfigure stderr -encoding utf-8

# An empty directory to work in.
proc tester::workdir {} {
  variable dir
  set base [expr {[file writable /dev/shm] ? "/dev/shm" : "/tmp"}]
  if {[info exists ::env(TMPDIR)]} {set base $::env(TMPDIR)}
  for {set i 0} {1} {incr i} {
    set dir $base/newsext-[pid]-$i
    if {![file exists $dir]} break
  }
  file mkdir $dir
  cd $dir
}
tester::workdir
load $::env(NEWSBUILD)/faults.so Faults
package require sqlite3

# Load the extension into a connection.
proc load_newsext {{db db} {entry sqlite3_newsext_init}} {
  $db enable_load_extension 1
  $db eval "SELECT load_extension('[string map {' ''} $::env(NEWSEXT)]', '$entry')"
  $db enable_load_extension 0
}

# A fresh, empty test.db with the extension loaded.
proc reset_db {{file test.db}} {
  catch {db close}
  foreach f [glob -nocomplain $file $file-*] {file delete -force $f}
  sqlite3 ::db $file
  load_newsext ::db
}

# Run a script and compare its result. Expected may be a list of words (compared as lists are
# written), /regular expression/ or ~/one that must not match/.
proc do_test {name script expected} {
  if {![string match $tester::only $name]} {incr tester::skip; return}
  if {[catch {uplevel #0 $script} got]} {set got "error: $got"}
  if {[string match {/*/} $expected]} {
    set ok [regexp [string range $expected 1 end-1] $got]
  } elseif {[string match {~/*/} $expected]} {
    set ok [expr {![regexp [string range $expected 2 end-1] $got]}]
  } else {
    set ok [expr {$got eq $expected}]
  }
  tester::count $name $ok "expected: \[$expected\]" "got:      \[$got\]"
}
proc tester::count {name ok args} {
  variable pass; variable fail; variable failed
  if {$ok} {incr pass; return}
  incr fail
  lappend failed $name
  foreach line $args {puts "! [file tail $::argv0] $name $line"}
}

proc execsql {sql {db db}} {uplevel #0 [list $db eval $sql]}
proc catchsql {sql {db db}} {
  set rc [catch {uplevel #0 [list $db eval $sql]} res]
  list $rc $res
}

# Results are compared as lists: white space in the expected value does not matter.
proc do_execsql_test {name sql {expected {}}} {
  if {[string match {/*/} $expected] || [string match {~/*/} $expected]} {
    do_test $name [list execsql $sql] $expected
  } else {
    do_test $name [list execsql $sql] [list {*}$expected]
  }
}
# Expected: {0 rows} or {1 {message}}.
proc do_catchsql_test {name sql expected} {
  do_test $name [list catchsql $sql] $expected
}
# The plan of a statement, its detail lines joined; expected is usually a /pattern/.
proc do_eqp_test {name sql expected} {
  do_test $name [list tester::plan $sql] $expected
}
proc tester::plan {sql} {
  set lines {}
  db eval "EXPLAIN QUERY PLAN $sql" row {lappend lines $row(detail)}
  join $lines "; "
}

# Run the stock sqlite3 shell with the extension loaded; its output, stderr included.
proc shell {args} {
  catch {exec sqlite3 -batch test.db ".load [file rootname $::env(NEWSEXT)]" {*}$args 2>@1} out
  return $out
}

proc do_integrity_test {name} {
  do_test $name {
    list [db eval {PRAGMA integrity_check}] \
         [catchsql {INSERT INTO articles(articles) VALUES('integrity-check')}]
  } {ok {0 {}}}
}

# do_faultsim_test NAME -prep S -body S -test S ?-faults LIST? ?-errors LIST?
#
# For n = 1, 2, 3 ... until no fault hits any more: run prep, make the n-th allocation or file
# operation fail while body runs, then run test. A body that fails must say one of -errors
# (patterns); one that succeeds although a fault hit must give the rows of the clean run, or
# the fault was swallowed. The test script sees ::testrc and ::testresult, and complains by
# an error. After each run the database must pass PRAGMA integrity_check.
proc do_faultsim_test {name args} {
  array set o {-prep {} -body {} -test {} -faults {oom-once oom-stay io-once io-stay full-stay}
               -errors {}}
  array set o $args
  if {![string match $tester::only $name]} {incr tester::skip; return}
  uplevel #0 $o(-prep)
  set clean [uplevel #0 $o(-body)]
  foreach kind $o(-faults) {
    lassign [split $kind -] what stay
    for {set n 1} {1} {set n [expr {$tester::all || $n<12 ? $n+1 : $n+$n/9}]} {
      uplevel #0 $o(-prep)
      faults $what $n [expr {$stay eq "stay"}]
      set ::testrc [catch {uplevel #0 $o(-body)} ::testresult]
      set hits [faults off]
      set bad [tester::judge $what $hits $clean $o(-errors)]
      if {[catch {uplevel #0 $o(-test)} msg]} {lappend bad $msg}
      if {[catch {db eval {PRAGMA integrity_check}} msg] || $msg ne "ok"} {
        lappend bad "integrity: $msg"
      }
      tester::count $name-$kind.$n [expr {$bad eq ""}] $bad
      if {!$hits} break
    }
  }
}
proc tester::judge {what hits clean errors} {
  if {!$::testrc} {
    return [expr {$::testresult eq $clean ? "" : [list "other rows: $::testresult"]}]
  }
  if {!$hits} {return [list "failed without a fault: $::testresult"]}
  set ok [dict get {
    oom  {{out of memory} {*out of memory*}
          {unable to open a temporary database file for storing temporary tables}}
    io   {{disk I/O error} {unable to open database file} {database disk image is malformed}
          {*disk I/O error*} {*unable to open*} {vtable constructor failed: news_search*}}
    full {{database or disk is full} {*database or disk is full*}}
  } $what]
  foreach p [concat $ok $errors] {if {[string match $p $::testresult]} {return ""}}
  return [list "wrong error: $::testresult"]
}

# End of a file: close everything, look for leaks, say the sum.
proc finish_test {} {
  foreach c [info commands ::db*] {catch {$c close}}
  cd /
  file delete -force $tester::dir
  set left [lindex [faults memory] 0]
  tester::count memory-leak [expr {$left==0}] "allocations not freed: [faults memory]"
  if {$tester::skip} {puts "$tester::skip skipped"}
  puts "$tester::pass passed, $tester::fail failed"
  exit [expr {$tester::fail>0}]
}

reset_db
