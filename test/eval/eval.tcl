# eval.tcl - how right and how fast newsext is, on the data that is there.
#
#   tclsh test/eval/eval.tcl newsext.so SHARED
#
# SHARED may hold ner/dev/*.conll (names with their labels), pages/ (web pages with their
# fields) and tools/score_pages.py; what is absent is passed over with a word. The news of
# finance.conll, the texts of tickers.tsv and the sample corpus are always there.

lassign $argv so shared
set here [file dirname [file normalize [info script]]]
set tclsh [info nameofexecutable]
proc part {title} {puts "\n== $title"; flush stdout}
proc run {args} {
  if {[catch {exec -ignorestderr {*}$args >@ stdout} error]} {puts "failed: $error"}
}

part "Names: first and last token and label right"
set files [list $here/finance.conll]
foreach f {ewt pud_news pud_wiki} {
  if {[file exists $shared/ner/dev/$f.conll]} {lappend files $shared/ner/dev/$f.conll}
}
foreach f [lsort [glob -nocomplain $shared/ner/dev/*.conll]] {
  if {$f ni $files} {lappend files $f}
}
if {[llength $files]==1} {puts "passed over: no ner/dev/*.conll in $shared"}
run $tclsh $here/names.tcl $so {*}$files

part "Tickers: texts of test/eval/tickers.tsv by trap"
run $tclsh $here/traps.tcl $so

part "Web pages: body, title, author, published"
set score $shared/tools/score_pages.py
if {![file exists $shared/pages/gold.jsonl] || ![file exists $score]} {
  puts "passed over: no pages/gold.jsonl or tools/score_pages.py in $shared"
} elseif {[auto_execok python3] eq ""} {
  puts "passed over: no python3"
} else {
  run python3 $score $so $shared/pages
}

part "Pages as text with all their lines: which are the body"
if {[file exists $shared/pages/gold.jsonl]} {
  run $tclsh $here/body_lines.tcl $so $shared/pages
} else {
  puts "passed over: no pages/gold.jsonl in $shared"
}

part "Speed: the sample corpus, one core"
run $tclsh $here/speed.tcl $so {*}[lsort [glob $here/../corpus/*.txt]]
