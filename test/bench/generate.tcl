# generate.tcl - many articles out of the few of the sample corpus.
#
# usage: tclsh generate.tcl COUNT OUTDIR CORPUSDIR
#
# Each output file is a sample article with its numbers changed, its middle paragraphs in
# another order and its companies exchanged for others, so that no two texts are equal and
# the number of distinct words grows as it does in real news. The same arguments give the
# same files.

proc random {n} {
  global seed
  set seed [expr {($seed*6364136223846793005 + 1442695040888963407) & 0xffffffffffffffff}]
  expr {($seed>>33) % $n}
}

# Digits change, but never the first of a number, so that years and prices stay in range.
proc vary_numbers {text} {
  set out ""
  set from 0
  foreach at [regexp -all -inline -indices {[0-9]{2,}} $text] {
    lassign $at a b
    append out [string range $text $from $a]
    for {set i [expr {$a+1}]} {$i<=$b} {incr i} {append out [random 10]}
    set from [expr {$b+1}]
  }
  append out [string range $text $from end]
}

proc vary_paragraphs {text} {
  set lines [split $text \n]
  set n [llength $lines]
  for {set k 0} {$k<3 && $n>8} {incr k} {
    set i [expr {2+[random [expr {$n/2}]]}]
    set j [expr {2+[random [expr {$n/2}]]}]
    set t [lindex $lines $i]
    lset lines $i [lindex $lines $j]
    lset lines $j $t
  }
  join $lines \n
}

set names {Nvidia Microsoft Apple Amazon Alphabet Tesla Boeing Pfizer Walmart Intel AMD Netflix
  Nike Disney Starbucks Oracle Salesforce Uber Airbnb PayPal Cisco Qualcomm Broadcom
  Caterpillar Exxon Chevron JPMorgan Citigroup Goldman AstraZeneca Toyota Sony Siemens SAP}
proc vary_names {text} {
  global names
  set map {}
  foreach n $names {
    if {[string first $n $text]>=0} {
      lappend map $n [lindex $names [random [llength $names]]]
    }
  }
  string map $map $text
}

lassign $argv count outdir corpus
set seed 20251106
set texts {}
foreach f [lsort [glob $corpus/*.txt]] {
  set in [open $f]
  fconfigure $in -encoding utf-8
  lappend texts [read $in]
  close $in
}
file mkdir $outdir
for {set i 0} {$i<$count} {incr i} {
  set text [lindex $texts [expr {$i % [llength $texts]}]]
  set dir $outdir/[format %03d [expr {$i/1000}]]
  if {$i%1000==0} {file mkdir $dir}
  set out [open $dir/[format %06d $i].txt w]
  fconfigure $out -encoding utf-8 -translation lf
  puts -nonewline $out [vary_names [vary_numbers [vary_paragraphs $text]]]
  close $out
}
