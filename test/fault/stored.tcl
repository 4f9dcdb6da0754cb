# stored.tcl - what the fault tests of stored articles share.

# A test.db with two articles: a copy of one that is made once.
proc stored {} {
  if {![file exists stored.db]} {
    reset_db
    db eval {
      INSERT INTO articles(id, url, title, body, first_seen) VALUES
        (1, 'u1', 'Nvidia rises', 'Nvidia and Alibaba rose 5% in China on Monday.', '2025'),
        (2, 'u2', 'Alibaba falls', 'Alibaba said nothing about Nvidia.', '2025');
    }
    db close
    file copy test.db stored.db
  }
  catch {db close}
  foreach f [glob -nocomplain test.db*] {file delete -force $f}
  file copy stored.db test.db
  sqlite3 ::db test.db
  load_newsext
}

# Whatever happened, what is there is whole. After a failure it is looked at by a new connection:
# the FTS5 of SQLite 3.40 may keep words in memory that are not in the file.
proc whole {} {
  if {$::testrc} {
    catch {db eval {SELECT count(*) FROM sqlite_schema}}
    db close
    sqlite3 db test.db
    load_newsext
  }
  if {[catch {db eval {INSERT INTO articles(articles) VALUES('integrity-check')}} msg]} {
    error "integrity-check: $msg"
  }
}
proc check_rows {} {
  set ::rows [db eval {SELECT id, url, title, tickers FROM articles ORDER BY id}]
  return $::rows
}
