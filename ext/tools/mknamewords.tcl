# mknamewords.tcl - the words that towns and people are called, for ext/data/namewords.tsv.
#
# usage: tclsh mknamewords.tcl cities15000.txt dist.all.last dist.male.first dist.female.first
#
# The first is GeoNames' list of towns of 15,000 people (CC BY 4.0), the others are the names of
# the United States Census of 1990 (public domain), the most frequent first. The output is
# kept in the tree, so that a build needs none of them. A town of one word is "town", from 100,000
# people also "city"; of others the first and last word count. Of surnames the first 4,000
# are "surname", up to 30,000 "rare". Words are in lower case, signs around
# them and words of one letter are left out.

proc lines {path encoding script} {
  set in [open $path]
  fconfigure $in -encoding $encoding
  while {[gets $in line]>=0} {uplevel 1 [list set line $line]; uplevel 1 $script}
  close $in
}
proc add {word kind} {
  set word [string trim [string tolower $word] {.,'()/"}]
  if {![regexp {^[[:alpha:]][[:alpha:].'\u2019]+$} $word]} return
  dict set ::kinds $word $kind 1
}
set kinds {}
fconfigure stdout -encoding utf-8
lassign $argv cities surnames male female
lines $cities utf-8 {
  set f [split $line \t]
  set words [regexp -all -inline {[^\s-]+} [lindex $f 1]]
  if {[llength $words]==1} {
    add [lindex $words 0] town
    if {[lindex $f 14]>=100000} {add [lindex $words 0] city}
  } else {
    add [lindex $words 0] first
    add [lindex $words end] last
  }
}
set n 0
lines $surnames utf-8 {
  if {[incr n]<=30000} {add [lindex $line 0] [expr {$n<=4000 ? "surname" : "rare"}]}
}
foreach path [list $male $female] {
  lines $path utf-8 {add [lindex $line 0] given}
}

puts "word\tkinds"
foreach word [lsort [dict keys $kinds]] {
  puts "$word\t[dict keys [dict get $kinds $word]]"
}
