# bench.tcl - how fast newsext is, beside programs that everybody has.
#
# usage: tclsh bench.tcl EXTENSION COUNT
#
# Makes COUNT articles of the sample corpus, then measures in one run: wc -w over their text, a
# plain FTS5 load of it, loading it as articles, entities() over it, and the loading of the
# extension itself. Machines are noisy: the ratios to wc -w are what to compare.

package require sqlite3
lassign $argv ext count
set here [file dirname [file normalize [info script]]]
set base [expr {[file writable /dev/shm] ? "/dev/shm" : "/tmp"}]
set dir $base/newsext-bench-[pid]
file mkdir $dir

proc seconds {script} {
  set t [clock microseconds]
  uplevel 1 $script
  expr {max(1,[clock microseconds]-$t)/1e6}
}
# The best of some runs: what noise cannot make faster.
proc best {runs script} {
  set b 1e9
  for {set i 0} {$i<$runs} {incr i} {set b [expr {min($b,[uplevel 1 [list seconds $script]])}]}
  return $b
}
proc row {what speed unit {ratio ""}} {
  puts [format "%-44s %10.1f %-11s %s" $what $speed $unit $ratio]
}
proc connect {file} {
  sqlite3 db $file
  db enable_load_extension 1
  db eval {SELECT load_extension($::ext, 'sqlite3_newsext_init')}
}
# Peak memory in MB of a child that loads the first n folders of a thousand.
proc peak {n} {
  set script [string map [list @EXT $::ext @DIR $::dir @N $n] {
    package require sqlite3
    sqlite3 db @DIR/peak.db
    db enable_load_extension 1
    db eval {SELECT load_extension('@EXT', 'sqlite3_newsext_init')}
    db eval BEGIN
    for {set i 0} {$i<@N} {incr i} {
      set p @DIR/news/[format %03d $i]
      db eval {INSERT INTO articles SELECT * FROM read_articles($p)}
    }
    db eval COMMIT
    set in [open /proc/self/status]
    regexp {VmHWM:\s+(\d+)} [read $in] -> kb
    puts [expr {$kb/1024.0}]
    exit
  }]
  set out [exec [info nameofexecutable] << $script]
  file delete {*}[glob -nocomplain $::dir/peak.db*]
  return $out
}

puts "making $count articles ..."
exec [info nameofexecutable] $here/generate.tcl $count $dir/news [file dirname $here]/corpus
exec find $dir/news -name *.txt -exec cat {{}} + >$dir/all.txt
set mb [expr {[file size $dir/all.txt]/1e6}]
puts [format "%d articles, %.1f MB" $count $mb]

set wc [expr {$mb/[best 5 {exec wc -w $dir/all.txt}]}]
row "wc -w" $wc MB/s

connect $dir/bench.db
db eval {CREATE TABLE raw(id INTEGER PRIMARY KEY, t TEXT)}
db eval BEGIN
foreach f [lsort [glob $dir/news/*/*.txt]] {
  set in [open $f]
  fconfigure $in -encoding utf-8
  set t [read $in]
  close $in
  db eval {INSERT INTO raw(t) VALUES($t)}
}
db eval COMMIT
db eval {CREATE VIRTUAL TABLE plain USING fts5(t)}
set fts [seconds {db eval {INSERT INTO plain(rowid,t) SELECT id, t FROM raw}}]
row "plain FTS5 load" [expr {$mb/$fts}] MB/s

set load [seconds {
  db eval "INSERT INTO articles SELECT * FROM read_articles('$dir/news/**/*.txt')"
}]
row "articles loaded" [expr {$count/$load}] articles/s
row "articles loaded" [expr {$mb/$load}] MB/s \
    [format "%.2f of the FTS5 load" [expr {$fts/$load}]]
set ent [best 3 {db eval {SELECT count(entities(t)) FROM raw}}]
row "entities(text) as JSON" [expr {$mb/$ent}] MB/s [format "%.2f of wc -w" [expr {$mb/$ent/$wc}]]
set ent [best 3 {db eval {SELECT count(*) FROM raw, entities(raw.t)}}]
row "entities(text) as rows" [expr {$mb/$ent}] MB/s [format "%.2f of wc -w" [expr {$mb/$ent/$wc}]]
set ent [best 3 {db eval {SELECT count(ticker(t)) FROM raw}}]
row "ticker(text)" [expr {$mb/$ent}] MB/s [format "%.2f of wc -w" [expr {$mb/$ent/$wc}]]
db close

sqlite3 first :memory:
first enable_load_extension 1
first eval {SELECT load_extension($ext, 'sqlite3_newsext_init')}
sqlite3 second :memory:
second enable_load_extension 1
set t [seconds {second eval {SELECT load_extension($ext, 'sqlite3_newsext_init')}}]
row "loading the extension, warm" [expr {$t*1000}] ms
first close
second close

if {[file exists /proc/self/status] && $count>=2000} {
  set half [expr {$count/2000}]
  set whole [expr {$count/1000}]
  row "peak memory, [expr {$half*1000}] articles" [peak $half] MB
  row "peak memory, [expr {$whole*1000}] articles" [peak $whole] MB
}
file delete -force $dir
