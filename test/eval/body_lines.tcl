# body_lines.tcl - how well the body of a page is told from its furniture, line by line.
#
#   tclsh test/eval/body_lines.tcl newsext.so FOLDER ?FROM? ?COUNT? ?rules?
#
# FOLDER holds gold.jsonl (id, title, body) and html/ID.html.gz. Each page becomes text by a
# fixed rule: scripts, styles and comments dropped, block elements break lines, other tags
# stripped, entities decoded, white space made one blank, empty lines dropped. A line is gold
# when four of five of its words occur in the gold body, in order, behind one another. Printed
# is the F1 of body lines, weighted by their words and by line, summed over the pages, for all
# lines of the page and for the body of parse_article(). With `rules`, for each rule: lines cut
# that its pattern matches, right and wrong, and the F1 by words if those lines had stayed.

package require sqlite3
lassign $argv so dir from count what
if {$from eq ""} {set from 0}
if {$count eq ""} {set count 200}
sqlite3 db :memory:
db enable_load_extension 1
db eval {SELECT load_extension($so, 'sqlite3_newsext_init')}

set block {p|div|br|li|ul|ol|h[1-6]|tr|td|th|table|section|article|header|footer|nav|aside|main|figure|figcaption|blockquote|pre|dd|dt|dl|form|option|select|button|label|title|hr|address|details|summary|video|audio|iframe}
array set entity {amp & lt < gt > quot \" apos ' nbsp " " copy \u00a9 reg \u00ae mdash \u2014
  ndash \u2013 lsquo \u2018 rsquo \u2019 ldquo \u201c rdquo \u201d hellip \u2026 bull \u2022
  middot \u00b7 laquo \u00ab raquo \u00bb euro \u20ac pound \u00a3 trade \u2122 eacute \u00e9}

# One character reference as text.
proc entity_text {ref} {
  global entity
  if {[regexp {^#[xX]([0-9a-fA-F]{1,5})$} $ref -> x]} {scan $x %x c; return [format %c $c]}
  if {[regexp {^#0*(\d{1,6})$} $ref -> c]} {return [format %c $c]}
  if {[info exists entity($ref)]} {return $entity($ref)}
  return "&$ref;"
}

# The lines of a page.
proc page_lines {html} {
  foreach tag {script style noscript template svg} {
    regsub -all -nocase "<${tag}\\M.*?</${tag}\\s*>" $html " " html
  }
  regsub -all {<!--.*?-->} $html " " html
  regsub -all {\s+} $html " " html
  regsub -all -nocase "</?($::block)\\M\[^>\]*>" $html \n html
  regsub -all {<[^>]*>} $html "" html
  set html [string map {\\ \\\\ \[ \\\[ \] \\\] \$ \\\$} $html]
  regsub -all {&(#?[A-Za-z0-9]{1,8});} $html {[entity_text {\1}]} html
  set html [subst $html]
  set lines {}
  foreach line [split $html \n] {
    regsub -all {[\s\u00a0]+} [string trim $line " \u00a0\t"] " " line
    if {$line ne ""} {lappend lines $line}
  }
  return $lines
}

proc words {text} {regexp -all -inline {\w+} [string tolower $text]}

# For each line, its words and whether it is of the gold body: the words are looked up in order
# from where the last ones of the line were found, with up to three passed over.
proc gold_flags {lines gold} {
  set i 0
  foreach w [words $gold] {lappend at($w) $i; incr i}
  set flags {}
  foreach line $lines {
    set ws [words $line]
    set n [llength $ws]
    set best 0
    set first [lindex $ws 0]
    if {![info exists at($first)]} {set first [lindex $ws 1]}
    if {[info exists at($first)]} {
      foreach start [lrange $at($first) 0 40] {
        set hit 0
        set pos [expr {$start-1}]
        foreach w $ws {
          if {![info exists at($w)]} continue
          foreach p $at($w) {
            if {$p>$pos+4} break
            if {$p>$pos} {incr hit; set pos $p; break}
          }
        }
        if {$hit>$best} {set best $hit}
        if {$best==$n} break
      }
    }
    lappend flags $n [expr {$n>0 && $best*5>=$n*4}]
  }
  return $flags
}

proc f1 {right kept gold} {
  if {$right==0} {return 0.0}
  expr {2.0*$right/($kept+$gold)}
}

#------------------------------------------------------------------------------ the pages
set in [open $dir/gold.jsonl]
fconfigure $in -encoding utf-8
set pages [lrange [split [string trim [read $in]] \n] $from [expr {$from+$count-1}]]
close $in
set rules {}
if {$what eq "rules"} {
  set tsv [file join [file dirname [info script]] .. .. ext data rules.tsv]
  set in [open $tsv]
  fconfigure $in -encoding utf-8
  foreach row [lrange [split [string trim [read $in]] \n] 1 end] {
    lassign [split $row \t] name kind scope extent gate pattern
    if {$extent ne "none"} {lappend rules $name "(?i)^(?:$pattern)"}
  }
  close $in
}
foreach k {goldW goldL allW allL keptW keptL rightW rightL titles titleOk} {set $k 0}
set sumBefore 0.0
set sumAfter 0.0
array set good {}
array set bad {}
foreach json $pages {
  set id [db onecolumn {SELECT json_extract($json, '$.id')}]
  set gold [db onecolumn {SELECT json_extract($json, '$.body')}]
  set goldTitle [db onecolumn {SELECT json_extract($json, '$.title')}]
  set in [open $dir/html/$id.html.gz rb]
  zlib push gunzip $in
  set html [encoding convertfrom utf-8 [read $in]]
  close $in
  set lines [page_lines $html]
  set raw [join $lines \n]
  set body ""
  set boilerplate ""
  set title ""
  db eval {SELECT title, body, boilerplate FROM parse_article($raw, 'text')} {}
  array unset kept
  foreach line [split $body \n] {incr kept($line)}
  set pg 0; set pa 0; set pk 0; set pr 0
  foreach line $lines {n isGold} [gold_flags $lines $gold] {
    incr allW $n; incr allL; incr pa $n
    if {$isGold} {incr goldW $n; incr goldL; incr pg $n}
    if {[info exists kept($line)] && $kept($line)>0} {
      incr kept($line) -1
      incr keptW $n; incr keptL; incr pk $n
      if {$isGold} {incr rightW $n; incr rightL; incr pr $n}
    } else {
      foreach {name pattern} $rules {
        if {[db onecolumn {SELECT regexp_like($line, $pattern)}]} {
          incr [expr {$isGold ? "bad" : "good"}]($name) $n
          if {$isGold && $n>=5} {puts "  $id $name: [string range $line 0 100]"}
          break
        }
      }
    }
  }
  set sumBefore [expr {$sumBefore+[f1 $pg $pa $pg]}]
  set sumAfter [expr {$sumAfter+[f1 $pr $pk $pg]}]
  if {$goldTitle ne ""} {
    incr titles
    if {[words $title] eq [words $goldTitle]} {incr titleOk}
  }
}
set n [llength $pages]
if {$n==0} return
puts [format "pages %d  lines %d  gold lines %d" $n $allL $goldL]
puts [format "F1 by words: before %.3f  after %.3f (P %.3f R %.3f)" [f1 $goldW $allW $goldW] \
  [f1 $rightW $keptW $goldW] [expr {1.0*$rightW/$keptW}] [expr {1.0*$rightW/$goldW}]]
puts [format "F1 by lines: before %.3f  after %.3f (P %.3f R %.3f)" [f1 $goldL $allL $goldL] \
  [f1 $rightL $keptL $goldL] [expr {1.0*$rightL/$keptL}] [expr {1.0*$rightL/$goldL}]]
puts [format "mean page F1 by words: before %.3f  after %.3f   titles %d of %d" \
  [expr {$sumBefore/$n}] [expr {$sumAfter/$n}] $titleOk $titles]
foreach {name pattern} $rules {
  set g [expr {[info exists good($name)] ? $good($name) : 0}]
  set b [expr {[info exists bad($name)] ? $bad($name) : 0}]
  if {$g+$b==0} continue
  set without [f1 [expr {$rightW+$b}] [expr {$keptW+$g+$b}] $goldW]
  puts [format "  %-18s words cut right %6d wrong %5d  F1 without %.4f (%+.4f)" $name $g $b \
    $without [expr {$without-[f1 $rightW $keptW $goldW]}]]
}
