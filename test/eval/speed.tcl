# speed.tcl - entities(text) and ticker(text) beside wc -w, one core.
#
#   tclsh test/eval/speed.tcl newsext.so FILE ...
#
# The text of the files is cut into pieces of 4,000 characters, about an article each.

package require sqlite3
sqlite3 db :memory:
db enable_load_extension 1
set so [lindex $argv 0]
db eval {SELECT load_extension($so, 'sqlite3_newsext_init')}
set text ""
foreach path [lrange $argv 1 end] {
  set in [open $path]
  fconfigure $in -encoding utf-8
  append text [read $in] \n
  close $in
}
while {[string length $text]<4000000} {append text $text}
set all [file tempfile name]
fconfigure $all -encoding utf-8
puts $all $text
close $all
db eval {CREATE TABLE doc(t)}
for {set i 0} {$i<[string length $text]} {incr i 4000} {
  set part [string range $text $i $i+3999]
  db eval {INSERT INTO doc VALUES($part)}
}
proc best {script} {
  set b 1e12
  for {set i 0} {$i<3} {incr i} {
    set t [clock microseconds]
    uplevel 1 $script
    set b [expr {min($b, [clock microseconds]-$t)}]
  }
  expr {$b/1e6}
}
set mb [expr {[file size $name]/1e6}]
set wc [best {exec wc -w $name}]
puts [format "%-24s %7.1f MB/s" "wc -w" [expr {$mb/$wc}]]
foreach f {entities ticker} {
  set s [best {db eval "SELECT count($f\(t)) FROM doc"}]
  puts [format "%-24s %7.1f MB/s   %.2f of wc -w" $f\(text) [expr {$mb/$s}] [expr {$wc/$s}]]
}
file delete $name
