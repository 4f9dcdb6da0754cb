# newsext - one SQLite extension that makes a pile of news queryable.
#
#   make            newsext.so (newsext.dylib on macOS) and build/libnewsext.a
#   make demo       build, load the sample corpus, print an analysis; CORPUS=folder for your own
#   make test       all tests; ends with "N passed, N failed"
#   make check      longer: sanitizers, every fault, a bounded time of fuzzing
#   make fuzz       the fuzzing alone; FUZZTIME=60 seconds each
#   make bench      speed, beside wc -w and plain FTS5
#   make eval       how right and how fast, on the data of SHARED=folder that is there
#   make train      the tagger's model anew from NER=folder of CoNLL files; see ext/data/MODEL.md
#   make install    PREFIX=/usr/local; make uninstall takes it away
#   make clean
#
# Variables: CC, CFLAGS, PREFIX, DESTDIR, CORPUS.

CC       ?= cc
CFLAGS   ?= -O2
PREFIX   ?= /usr/local
B        := build
WARN     := -std=c11 -Wall -Wextra -Werror
UNAME    := $(shell uname -s)
ifeq ($(UNAME),Darwin)
SO       := newsext.dylib
SOFLAGS  := -dynamiclib -undefined dynamic_lookup
ICONV    := -liconv
else
SO       := newsext.so
# What libxml2 keeps for a thread must not outlive its code: the extension stays loaded.
SOFLAGS  := -shared -Wl,-z,defs -Wl,-z,nodelete -Wl,--as-needed
endif

# Asked when a command runs, not when make starts: `make deps` may have installed them since.
LIBS     := libpcre2-8 libxml-2.0 jansson zlib
LIBCFLAGS = $$(pkg-config --cflags $(LIBS))
LIBLIBS  = $$(pkg-config --libs $(LIBS)) $(ICONV)
SQLITE   = $$(pkg-config --cflags sqlite3)
TCL      = $$(pkg-config --cflags tcl)
TCLSQL   = $$(pkg-config --libs sqlite3)
COMPILE  := $(CC) $(WARN) -fPIC -fvisibility=hidden -MMD -MP $(CFLAGS)
Q        := @

ROOMS    := $(wildcard ext/text/*.c ext/article/*.c ext/entity/*.c ext/measure/*.c)
DOOR     := $(wildcard ext/*.c ext/sqlite/*.c)
GENERATED:= lexicon_data rules_data page_data fields_data meta_data patterns_data \
            gazetteer_image namewords_data model_data
LIBOBJ   := $(ROOMS:ext/%.c=$(B)/%.o) $(GENERATED:%=$(B)/%.o)
DOOROBJ  := $(DOOR:ext/%.c=$(B)/%.o) $(B)/schema_sql.o
TEXTOBJ  := $(patsubst ext/%.c,$(B)/%.o,$(wildcard ext/text/*.c)) $(B)/lexicon_data.o
GAZOBJ   := $(patsubst ext/%.c,$(B)/%.o,$(addprefix ext/entity/,build.c trie.c listing.c label.c))
GAZTSV   := ext/data/exchanges.tsv ext/data/currencies.tsv \
            $(sort $(wildcard ext/data/gazetteer_*.tsv))

.PHONY: all lib train test check check-clang check-faults check-sanitizers fuzz bench eval demo deps install \
        uninstall clean unicode
.DELETE_ON_ERROR:
all: $(SO) lib
lib: $(B)/libnewsext.a

$(SO): $(DOOROBJ) $(B)/libnewsext.a
	@echo "  LINK    $@"
	$(Q)$(CC) $(CFLAGS) $(SOFLAGS) -o $@ $(DOOROBJ) $(B)/libnewsext.a $(LIBLIBS)

$(B)/libnewsext.a: $(LIBOBJ)
	@echo "  AR      $@"
	$(Q)rm -f $@ && $(AR) rcs $@ $(LIBOBJ)

$(B)/%.o: ext/%.c | $(B)/.deps
	@mkdir -p $(@D)
	@echo "  CC      $<"
	$(Q)$(COMPILE) $(if $(filter ext/sqlite/% ext/newsext.c,$<),$(SQLITE)) $(LIBCFLAGS) -c -o $@ $<
$(B)/%.o: $(B)/%.c
	@echo "  CC      $<"
	$(Q)$(COMPILE) -Iext/text -Iext/article -Iext/entity -c -o $@ $<

# Programs of the build, and what they make of ext/data and sql.
TABLE    := ext/tools/table.c ext/tools/table.h ext/article/htmlInt.h
$(B)/mklexicon: ext/tools/mklexicon.c $(TABLE) ext/text/fold.c ext/text/utf8.c \
                ext/text/memory.c ext/text/bucket.c ext/text/text.h ext/text/lexiconInt.h | $(B)/.deps
	@echo "  TOOL    $@"
	$(Q)$(CC) $(WARN) $(CFLAGS) -o $@ $(filter %.c,$^)
$(B)/mkrules: ext/tools/mkrules.c $(TABLE) $(B)/article/line.o $(TEXTOBJ)
	@echo "  TOOL    $@"
	$(Q)$(CC) $(WARN) $(CFLAGS) -o $@ $(filter %.c %.o,$^) $(LIBLIBS)
$(B)/mkpage: ext/tools/mkpage.c $(TABLE) $(TEXTOBJ)
	@echo "  TOOL    $@"
	$(Q)$(CC) $(WARN) $(CFLAGS) -o $@ $(filter %.c %.o,$^) $(LIBLIBS)
$(B)/mkfields: ext/tools/mkfields.c $(TABLE) | $(B)/.deps
	@echo "  TOOL    $@"
	$(Q)$(CC) $(WARN) $(CFLAGS) -o $@ $(filter %.c,$^)
$(B)/mkmeta: ext/tools/mkmeta.c $(TABLE) ext/article/metaInt.h | $(B)/.deps
	@echo "  TOOL    $@"
	$(Q)$(CC) $(WARN) $(CFLAGS) -o $@ $(filter %.c,$^)
$(B)/mkgazetteer: ext/tools/mkgazetteer.c $(TABLE) $(GAZOBJ) $(TEXTOBJ)
	@echo "  TOOL    $@"
	$(Q)$(CC) $(WARN) $(CFLAGS) -o $@ $(filter %.c %.o,$^) $(LIBLIBS)
$(B)/mkpatterns: ext/tools/mkpatterns.c $(TABLE) ext/entity/patternInt.h $(TEXTOBJ)
	@echo "  TOOL    $@"
	$(Q)$(CC) $(WARN) $(CFLAGS) -o $@ $(filter %.c %.o,$^) $(LIBLIBS)
$(B)/mknamewords: ext/tools/mknamewords.c $(TABLE) ext/text/fold.c ext/text/utf8.c \
                  ext/text/memory.c ext/text/bucket.c ext/text/text.h | $(B)/.deps
	@echo "  TOOL    $@"
	$(Q)$(CC) $(WARN) $(CFLAGS) -o $@ $(filter %.c,$^)
$(B)/mkmodel: ext/tools/mkmodel.c ext/entity/modelInt.h | $(B)/.deps
	@echo "  TOOL    $@"
	$(Q)$(CC) $(WARN) $(CFLAGS) -o $@ $<
$(B)/mktext: ext/tools/mktext.c | $(B)/.deps
	@echo "  TOOL    $@"
	$(Q)$(CC) $(WARN) $(CFLAGS) -o $@ $<

LEXTSV   := $(patsubst %,ext/data/%.tsv,lexicon names titles languages scripts letters)
$(B)/lexicon_data.c: $(B)/mklexicon $(LEXTSV)
	@echo "  DATA    $@"
	$(Q)$(B)/mklexicon -o $@ $(LEXTSV)
RULESTSV := $(patsubst %,ext/data/%.tsv,rules tags gazetteer_us gazetteer_world \
            gazetteer_private gazetteer_media gazetteer_org gazetteer_product)
$(B)/rules_data.c: $(B)/mkrules $(RULESTSV)
	@echo "  DATA    $@"
	$(Q)$(B)/mkrules -o $@ $(RULESTSV)
PAGETSV  := ext/data/elements.tsv ext/data/entities.tsv ext/data/charsets.tsv \
            ext/data/furniture.tsv
$(B)/page_data.c: $(B)/mkpage $(PAGETSV)
	@echo "  DATA    $@"
	$(Q)$(B)/mkpage -o $@ $(PAGETSV)
FIELDTSV := $(patsubst %,ext/data/%.tsv,fields language_names near_languages nulls magic \
            namespaces)
$(B)/fields_data.c: $(B)/mkfields $(FIELDTSV)
	@echo "  DATA    $@"
	$(Q)$(B)/mkfields -o $@ $(FIELDTSV)
METATSV  := $(patsubst %,ext/data/%.tsv,metas marks labels params types properties persons \
            countries zones months weekdays separators)
$(B)/meta_data.c: $(B)/mkmeta $(METATSV)
	@echo "  DATA    $@"
	$(Q)$(B)/mkmeta -o $@ $(METATSV)
$(B)/gazetteer_image.c: $(B)/mkgazetteer ext/data/cues.tsv $(GAZTSV)
	@echo "  DATA    $@"
	$(Q)$(B)/mkgazetteer -o $@ ext/data/cues.tsv $(GAZTSV)
PATTSV   := ext/data/patterns.tsv ext/data/currencies.tsv ext/data/exchanges.tsv
$(B)/patterns_data.c: $(B)/mkpatterns $(PATTSV)
	@echo "  DATA    $@"
	$(Q)$(B)/mkpatterns -o $@ $(PATTSV)
$(B)/namewords_data.c: $(B)/mknamewords ext/data/namewords.tsv
	@echo "  DATA    $@"
	$(Q)$(B)/mknamewords -o $@ ext/data/namewords.tsv
$(B)/model_data.c: $(B)/mkmodel ext/data/tagger.model
	@echo "  DATA    $@"
	$(Q)$(B)/mkmodel -o $@ ext/data/tagger.model
$(B)/schema_sql.c: $(B)/mktext sql/schema.sql
	@echo "  DATA    $@"
	$(Q)$(B)/mktext -o $@ newsSchemaSql sql/schema.sql
# The tagger's model: from the CoNLL files of NER/train and our own marked news.
TRAINOBJ := $(patsubst ext/%.c,$(B)/%.o,$(wildcard ext/entity/*.c)) $(B)/gazetteer_image.o \
            $(B)/patterns_data.o $(B)/namewords_data.o
TRAINNER  = $(sort $(wildcard $(NER)/train/*.conll))
$(B)/train_none.c: $(B)/mkmodel
	$(Q)$(B)/mkmodel -o $@ -
$(B)/train: ext/tools/train.c $(TRAINOBJ) $(B)/train_none.o $(TEXTOBJ)
	@echo "  TOOL    $@"
	$(Q)$(CC) $(WARN) $(CFLAGS) -o $@ $^ $(LIBLIBS)
train: $(B)/train
	$(Q)test -n "$(NER)" || { echo "make train NER=folder" >&2; exit 2; }
	$(Q)$(B)/train -o ext/data/tagger.model $(TRAINNER) \
	  $(sort $(wildcard ext/data/train/*.txt))
UNIDATA  ?= /usr/share/unicode/UnicodeData.txt
unicode:
	tclsh ext/tools/mkunicode.tcl $(UNIDATA) >ext/data/unicode.h

# What the build and the tests need; done once for each build directory.
deps:
	@CC="$(CC)" sh ext/tools/deps.sh
$(B)/.deps: ext/tools/deps.sh
	@mkdir -p $(B)
	@CC="$(CC)" sh ext/tools/deps.sh
	@touch $@

# A corpus analysed: the sample, or CORPUS=folder (or a quoted pattern) of your own texts.
CORPUS   ?= test/corpus/*.txt
demo: export CORPUS := $(CORPUS)
demo: $(SO)
	@rm -f $(B)/demo.db
	@corpus=$$(printf '%s' "$$CORPUS" | sed "s/'/''/g; s/[\"\\\\]/\\\\&/g"); \
	sqlite3 -batch $(B)/demo.db -cmd '.load ./$(basename $(SO))' \
	  -cmd ".parameter set :corpus \"'$$corpus'\"" '.read sql/demo.sql'

# Tests. TESTS=test/ticker.test for some of them.
TESTS    ?= $(sort $(wildcard test/*.test))
$(B)/faults.so: test/fault/faults.c | $(B)/.deps
	@echo "  CC      $<"
	$(Q)$(CC) $(WARN) -O2 -fPIC -shared -fvisibility=hidden $(TCL) -o $@ $< $(TCLSQL)
test: $(SO) $(B)/faults.so
	@tclsh test/run.tcl $(TESTS)

# Longer checks: clang's warnings, every fault, the suite under sanitizers, fuzzing.
check: check-clang check-faults check-sanitizers fuzz
check-clang: $(B)/.check
	@echo "== clang"
	@$(MAKE) --no-print-directory B=build-clang SO=build-clang/newsext.so CC=clang all
check-faults: $(SO) $(B)/faults.so
	@echo "== every fault"
	@NEWSFAULTS=all tclsh test/run.tcl test/articles_fault.test test/tables_fault.test \
	  test/streams_fault.test test/refresh_fault.test test/xml_fault.test
SANFLAGS := -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined
check-sanitizers: $(B)/.check
	@echo "== sanitizers"
	@ASAN_OPTIONS=detect_leaks=0 $(MAKE) --no-print-directory B=build-san \
	  SO=build-san/newsext.so CFLAGS="$(SANFLAGS)" build-san/newsext.so build-san/faults.so
	@$(CC) -O1 -fPIC -shared -o build-san/keeplibs.so test/fault/keeplibs.c
	@NEWSEXT=build-san/newsext.so NEWSBUILD=build-san \
	  ASAN_OPTIONS=detect_leaks=1:exitcode=66 UBSAN_OPTIONS=halt_on_error=1 \
	  NEWSPRELOAD="$$($(CC) -print-file-name=libasan.so) $(CURDIR)/build-san/keeplibs.so" \
	  tclsh test/run.tcl $(TESTS)
$(B)/.check: ext/tools/deps.sh | $(B)/.deps
	@CC="$(CC)" sh ext/tools/deps.sh check
	@touch $@

# Any bytes through the rooms, under sanitizers, FUZZTIME seconds each; FUZZ=entity for some.
# What was found lies in build-fuzz, as does the corpus, which later runs start from. A seed
# makes a run on a clean checkout repeatable; FUZZSEED=0 draws another one each time.
FUZZTIME ?= 20
FUZZSEED ?= 1
FUZZ     ?= text article entity regex html feed json csv reader
FUZZFLAGS:= -O1 -g -fno-omit-frame-pointer -fno-sanitize-recover=all \
            -fsanitize=fuzzer-no-link,address,undefined
$(B)/fuzz_%: test/fuzz/fuzz_%.c test/fuzz/fuzz.h test/fuzz/records.h $(B)/libnewsext.a
	@echo "  FUZZ    $@"
	$(Q)$(CC) $(WARN) $(CFLAGS) -fsanitize=fuzzer -o $@ $< $(B)/libnewsext.a $(LIBLIBS)
fuzz: $(B)/.check
	@echo "== fuzzing"
	@ASAN_OPTIONS=detect_leaks=0 $(MAKE) --no-print-directory B=build-fuzz CC=clang \
	  CFLAGS="$(FUZZFLAGS)" $(FUZZ:%=build-fuzz/fuzz_%)
	@for f in $(FUZZ); do \
	  mkdir -p build-fuzz/$$f; \
	  case $$f in html|reader) len=20000;; *) len=4096;; esac; \
	  build-fuzz/fuzz_$$f -max_total_time=$(FUZZTIME) -max_len=$$len -timeout=60 \
	    -seed=$(FUZZSEED) -dict=test/fuzz/$$f.dict -artifact_prefix=build-fuzz/$$f- \
	    -print_final_stats=1 \
	    build-fuzz/$$f test/corpus >build-fuzz/$$f.log 2>&1 \
	  || { tail -n 60 build-fuzz/$$f.log; grep -a "does not hold" build-fuzz/$$f.log; exit 1; }; \
	  echo "  $$f: $$(sed -n 's/^stat::number_of_executed_units: *//p' build-fuzz/$$f.log)" \
	    "inputs, nothing found"; \
	done

# Speed; BENCH=50000 articles made of the sample corpus, BENCHMB=1000 megabytes of files.
BENCH    ?= 20000
BENCHMB  ?= 50
bench: $(SO) $(B)/faults.so
	@tclsh test/bench/bench.tcl $(abspath $(SO)) $(BENCH)
	@tclsh test/bench/formats.tcl $(abspath $(SO)) $(BENCHMB)

# How right and how fast; SHARED may hold ner/dev, pages and tools/score_pages.py.
SHARED   ?= ../shared
eval: $(SO)
	@tclsh test/eval/eval.tcl $(abspath $(SO)) $(SHARED)

install: $(SO) lib
	@mkdir -p $(DESTDIR)$(PREFIX)/lib/newsext $(DESTDIR)$(PREFIX)/include/newsext
	cp $(SO) $(B)/libnewsext.a $(DESTDIR)$(PREFIX)/lib/newsext/
	for f in newsext.h text/text.h article/article.h entity/entity.h; do \
	  mkdir -p $(DESTDIR)$(PREFIX)/include/newsext/$$(dirname $$f) && \
	  cp ext/$$f $(DESTDIR)$(PREFIX)/include/newsext/$$f || exit 1; done
uninstall:
	rm -rf $(DESTDIR)$(PREFIX)/lib/newsext $(DESTDIR)$(PREFIX)/include/newsext

clean:
	rm -rf $(B) build-clang build-san build-fuzz newsext.so newsext.dylib

-include $(patsubst %.o,%.d,$(LIBOBJ) $(DOOROBJ))
