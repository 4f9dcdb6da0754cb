# names.tcl - how right the names that entities() finds are, by label, and what scores mean.
#
#   tclsh test/eval/names.tcl newsext.so FILE.conll ...
#
# A file has a token, a tab and a BIO tag (PER, ORG, LOC) a line, an empty line between
# sentences, "# doc" before a text (without, each sentence is a text) and "# types:" with
# what it annotates. Tokens are joined as ordinary text has them. A mention is right when
# its first and last token and its label are. Printed are precision, recall and F1 by label
# and together, and over all files, for mentions by score, how many are right.

package require sqlite3
sqlite3 db :memory:
db enable_load_extension 1
set so [lindex $argv 0]
db eval {SELECT load_extension($so, 'sqlite3_newsext_init')}
array set labelOf {PERSON PER ORG ORG LOC LOC}
foreach t {. , ; : ! ? % ) ] \} \u2019 \u201d 's \u2019s n't n\u2019t 're 've 'll 'd 'm ''} {set tight($t) 1}
foreach t {( [ \{ $ # \u201c \u2018 ``} {set open($t) 1}

# The texts of a file: each a list of sentences, each a list of tokens and tags.
proc read_conll {path} {
  set in [open $path]
  fconfigure $in -encoding utf-8
  set ::types {PER ORG LOC}
  set docs {}; set doc {}; set sent {}; set named 0
  foreach line [concat [split [read $in] \n] {{}}] {
    if {[string match "# types:*" $line]} {
      set ::types {}
      foreach t [string range $line 8 end] {if {$t in {PER ORG LOC}} {lappend ::types $t}}
    } elseif {[string match "# doc*" $line]} {
      set named 1
      if {[llength $doc]} {lappend docs $doc}
      set doc {}
    } elseif {[string match "# *" $line] && [string first \t $line]<0} {
    } elseif {$line eq ""} {
      if {[llength $sent]} {lappend doc $sent}
      set sent {}
    } else {
      lappend sent {*}[lrange [split $line \t] 0 1]
    }
  }
  close $in
  if {[llength $doc]} {lappend docs $doc}
  if {$named} {return $docs}
  set all {}
  foreach doc $docs {foreach sent $doc {lappend all [list $sent]}}
  return $all
}

# Text of a document; sets starts, ends (characters by token) and gold (first,last,type).
proc join_doc {doc} {
  global tight open starts ends gold
  set text ""; set starts {}; set ends {}; set gold {}
  set quote 0; set i 0
  foreach sent $doc {
    if {$i} {append text \n}
    set glue 1; set type O; set from 0
    foreach {w tag} $sent {
      if {$w eq "\""} {set quote [expr {!$quote}]}
      if {!$glue && ![info exists tight($w)] && !($w eq "\"" && !$quote)} {append text " "}
      lappend starts [string length $text]
      append text $w
      lappend ends [string length $text]
      set glue [expr {[info exists open($w)] || ($w eq "\"" && $quote)}]
      if {$type ne "O" && $tag ne "I-$type"} {
        lappend gold $from,[expr {$i-1}],$type
        set type O
      }
      if {$tag ne "O" && $tag ne "I-$type"} {
        set type [string range $tag 2 end]
        set from $i
      }
      incr i
    }
    if {$type ne "O"} {lappend gold $from,[expr {$i-1}],$type}
    lappend starts [string length $text]
    lappend ends [string length $text]
    incr i
    set quote 0
  }
  return $text
}

proc rates {gold found right} {
  set p [expr {100.0*$right/max(1,$found)}]
  set r [expr {100.0*$right/max(1,$gold)}]
  format "%5.1f %5.1f %5.1f" $p $r [expr {2*$p*$r/max(1e-9,$p+$r)}]
}

puts [format "%-20s %-17s %-17s %-17s %s" "P, R, F1" "all" "PERSON" "ORG" "LOC"]
foreach path [lrange $argv 1 end] {
  foreach t {PER ORG LOC} {set n($t,gold) 0; set n($t,found) 0; set n($t,right) 0}
  foreach doc [read_conll $path] {
    set text [join_doc $doc]
    unset -nocomplain isGold seen
    foreach g $gold {
      set t [lindex [split $g ,] 2]
      if {$t in $types} {set isGold($g) 1; incr n($t,gold)}
    }
    set i 0; set nTok [llength $starts]
    db eval {SELECT "start" AS a, "end" AS b, label, score FROM entities($text)} {
      if {![info exists labelOf($label)] || $labelOf($label) ni $types} continue
      while {$i<$nTok-1 && [lindex $ends $i]<=$a} {incr i}
      set k $i
      while {$k<$nTok-1 && [lindex $starts $k+1]<$b && [lindex $ends $k+1]>$a
             && [lindex $starts $k+1]<[lindex $ends $k+1]} {incr k}
      set t $labelOf($label)
      set g $i,$k,$t
      set hit [info exists isGold($g)]
      if {![info exists seen($g)]} {incr n($t,found); incr n($t,right) $hit}
      set seen($g) 1
      set bin [expr {int($score*20+1e-9)}]
      incr total($bin)
      incr good($bin) $hit
    }
  }
  foreach what {gold found right} {
    set n(all,$what) [expr {$n(PER,$what)+$n(ORG,$what)+$n(LOC,$what)}]
  }
  set row [format "%-20s" [file rootname [file tail $path]]]
  foreach t {all PER ORG LOC} {append row " [rates $n($t,gold) $n($t,found) $n($t,right)]"}
  puts $row
}
puts "\nscore           mentions   right"
foreach bin [lsort -integer [array names total]] {
  puts [format "%.2f to %.2f  %9d   %5.1f %%" [expr {$bin/20.0}] [expr {min(1,($bin+1)/20.0)}] \
    $total($bin) [expr {100.0*$good($bin)/$total($bin)}]]
}
