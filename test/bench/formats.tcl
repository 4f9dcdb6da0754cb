# formats.tcl - how fast web pages are read, and how much memory long files take.
#
# usage: tclsh formats.tcl EXTENSION MEGABYTES
#
# Makes 200 pages of 150 KB, as news sites have them: scripts, menus, cards of other stories, and
# in their midst a text of the sample corpus. They are parsed from a table; then, written again and
# again, as a file of JSON Lines and a WARC of gzip members of MEGABYTES each (of what the latter
# holds), which are read in a process of its own, whose peak of memory is shown.

package require sqlite3
lassign $argv ext megabytes
set here [file dirname [file normalize [info script]]]
set base [expr {[file writable /dev/shm] && $megabytes<200 ? "/dev/shm" : "/tmp"}]
set dir $base/newsext-formats-[pid]
file mkdir $dir

proc slurp {path} {
  set f [open $path]
  fconfigure $f -encoding utf-8
  set text [read $f]
  close $f
  return $text
}
set texts [lmap f [lsort [glob [file dirname $here]/corpus/*.txt]] {
  split [string trim [string map {& &amp; < &lt; > &gt;} [slurp $f]]] \n
}]

# Some words, always the same, from a text.
proc words {i n} {
  set all [split [join [lindex $::texts [expr {$i%[llength $::texts]}]]] " "]
  set k [expr {$i*7%([llength $all]-$n)}]
  join [lrange $all $k [expr {$k+$n-1}]]
}
proc page {i} {
  set lines [lindex $::texts [expr {$i%[llength $::texts]}]]
  set title [lindex $lines 0]
  set out "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>$title</title>\
    <link rel=\"canonical\" href=\"https://example.org/news/$i\"><meta property=\"og:title\"\
    content=\"[string map {\" &quot;} $title]\"><meta property=\"article:published_time\"\
    content=\"2026-01-0[expr {1+$i%9}]T08:00:00Z\"><script>"
  for {set k 0} {$k<500} {incr k} {append out "var a$k = \{\"slot\": \"$i-$k\", \"size\": \[300, 250\], \"lazy\": true\};\n"}
  append out "</script></head><body><nav class=\"menu\"><ul>"
  for {set k 0} {$k<120} {incr k} {
    append out "<li class=\"menu-item\"><a class=\"link link--nav\" href=\"/section/$k\">[words $k 2]</a></li>\n"
  }
  append out "</ul></nav><main><article class=\"story\"><h1>$title</h1><div class=\"story-body\">"
  for {set k 0} {$k<3} {incr k} {foreach line [lrange $lines 1 end] {if {$line ne ""} {append out "<p class=\"text\">$line</p>\n"}}}
  append out "</div></article><aside class=\"related\">"
  for {set k 0} {[string length $out]<150000} {incr k} {
    append out "<div class=\"card card--small\" data-id=\"$k\"><a href=\"/news/[expr {$i+$k}]\"><img src=\"/i/$k.jpg\"\
      alt=\"[string map {\" {}} [words $k 4]]\" loading=\"lazy\"><span class=\"card-title\">[words [expr {$i+$k}] 9]</span></a>\
      <time datetime=\"2026-01-01\">1 January</time></div>\n"
  }
  return "$out</aside></main><footer><p>&copy; 2026 Example</p></footer></body></html>"
}
proc row {what speed unit {note ""}} {puts [format "%-44s %10.1f %-11s %s" $what $speed $unit $note]}
proc connect {} {
  sqlite3 db :memory:
  db enable_load_extension 1
  db eval {SELECT load_extension($::ext, 'sqlite3_newsext_init')}
}

connect
db eval {CREATE TABLE page(t TEXT)}
set bytes 0
for {set i 0} {$i<200} {incr i} {
  set t [page $i]
  lappend pages [encoding convertto utf-8 $t]
  incr bytes [string length [lindex $pages end]]
  db eval {INSERT INTO page VALUES($t)}
}
set best 1e9
for {set i 0} {$i<3} {incr i} {
  set t [clock microseconds]
  db eval {SELECT count(body) FROM page, parse_article(page.t)}
  set best [expr {min($best, ([clock microseconds]-$t)/1e6)}]
}
row "pages of [expr {$bytes/200000}] KB parsed" [expr {200/$best}] pages/s [format "%.0f MB/s" [expr {$bytes/1e6/$best}]]

# Files of so many megabytes.
set f [open $dir/big.jsonl wb]
for {set i 0; set n 0} {$n<$megabytes*1000000} {incr i} {
  set line "{\"url\": \"https://example.org/$i\", \"title\": \"Story $i\", \"body\": \"[string map {\\ \\\\ \" \\\" \n \\n} \
    [join [lindex $texts [expr {$i%24}]] \n]]\"}\n"
  set line [encoding convertto utf-8 $line]
  incr n [string length $line]
  puts -nonewline $f $line
}
close $f
set f [open $dir/big.warc.gz wb]
for {set i 0; set n 0} {$n<$megabytes*1000000} {incr i} {
  set http "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n[lindex $pages [expr {$i%200}]]"
  set record "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/news/$i\r\nContent-Type:\
    application/http\r\nContent-Length: [string length $http]\r\n\r\n$http\r\n\r\n"
  incr n [string length $record]
  puts -nonewline $f [zlib gzip $record -level 1]
}
close $f
foreach file {big.jsonl big.warc.gz} {
  set script [string map [list @EXT $ext @FILE $dir/$file] {
    package require sqlite3
    sqlite3 db :memory:
    db enable_load_extension 1
    db eval {SELECT load_extension('@EXT', 'sqlite3_newsext_init')}
    set t [clock microseconds]
    set n [db eval {SELECT count(*) FROM read_articles('@FILE')}]
    set s [expr {([clock microseconds]-$t)/1e6}]
    set in [open /proc/self/status]
    regexp {VmHWM:\s+(\d+)} [read $in] -> kb
    puts "$n $s [expr {$kb/1024.0}]"
    exit
  }]
  lassign [exec [info nameofexecutable] << $script] n s mb
  row "$file of $megabytes MB read" [expr {$n/$s}] records/s [format "%.0f MB/s, peak memory %.1f MB" [expr {$megabytes/$s}] $mb]
}
file delete -force $dir
