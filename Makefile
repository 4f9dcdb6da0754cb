# newsext - one SQLite extension that makes a pile of news queryable.
#
#   make            newsext.so (newsext.dylib on macOS) and build/libnewsext.a
#   make demo       build, load the sample corpus, print an analysis; CORPUS=folder for your own
#   make test       all tests; ends with "N passed, N failed"
#   make check      longer: sanitizers, every fault, a bounded time of fuzzing
#   make bench      speed, beside wc -w and plain FTS5
#   make install    PREFIX=/usr/local; make uninstall takes it away
#   make clean
#
# Variables: CC, CFLAGS, PREFIX, DESTDIR, CORPUS.

CC       ?= cc
CFLAGS   ?= -O2
PREFIX   ?= /usr/local
PYTHON   ?= python3
B        := build
WARN     := -std=c11 -Wall -Wextra -Werror
UNAME    := $(shell uname -s)
ifeq ($(UNAME),Darwin)
SO       := newsext.dylib
SHARED   := -dynamiclib -undefined dynamic_lookup
else
SO       := newsext.so
SHARED   := -shared -Wl,-z,defs -Wl,--as-needed
endif

PKG      := pkg-config
PCRE2    := $(shell $(PKG) --cflags libpcre2-8 2>/dev/null)
PCRE2LIB := $(shell $(PKG) --libs libpcre2-8 2>/dev/null)
SQLITE   := $(shell $(PKG) --cflags sqlite3 2>/dev/null)
COMPILE  := $(CC) $(WARN) -fPIC -fvisibility=hidden -MMD -MP $(CFLAGS)
Q        := @

ROOMS    := $(wildcard ext/text/*.c ext/article/*.c ext/entity/*.c ext/measure/*.c)
DOOR     := $(wildcard ext/*.c ext/sqlite/*.c)
GENERATED:= lexicon_data rules_data gazetteer_image
LIBOBJ   := $(ROOMS:ext/%.c=$(B)/%.o) $(GENERATED:%=$(B)/%.o)
DOOROBJ  := $(DOOR:ext/%.c=$(B)/%.o) $(B)/schema_sql.o
TEXTOBJ  := $(patsubst ext/%.c,$(B)/%.o,$(wildcard ext/text/*.c)) $(B)/lexicon_data.o
GAZOBJ   := $(patsubst ext/%.c,$(B)/%.o,ext/entity/build.c ext/entity/label.c)
GAZTSV   := $(sort $(wildcard ext/data/gazetteer_*.tsv))

.PHONY: all lib test check bench demo deps install uninstall clean unicode
all: $(SO) lib
lib: $(B)/libnewsext.a

$(SO): $(DOOROBJ) $(B)/libnewsext.a
	@echo "  LINK    $@"
	$(Q)$(CC) $(CFLAGS) $(SHARED) -o $@ $(DOOROBJ) $(B)/libnewsext.a $(PCRE2LIB)

$(B)/libnewsext.a: $(LIBOBJ)
	@echo "  AR      $@"
	$(Q)rm -f $@ && $(AR) rcs $@ $(LIBOBJ)

$(B)/%.o: ext/%.c | $(B)/.deps
	@mkdir -p $(@D)
	@echo "  CC      $<"
	$(Q)$(COMPILE) $(if $(filter ext/sqlite/% ext/newsext.c,$<),$(SQLITE)) $(PCRE2) -c -o $@ $<
$(B)/%.o: $(B)/%.c
	@echo "  CC      $<"
	$(Q)$(COMPILE) -Iext/text -Iext/article -Iext/entity -c -o $@ $<

# Programs of the build, and what they make of ext/data and sql.
$(B)/mklexicon: ext/tools/mklexicon.c ext/text/fold.c ext/text/utf8.c ext/text/memory.c \
                ext/text/text.h ext/text/lexiconInt.h | $(B)/.deps
	@echo "  TOOL    $@"
	$(Q)$(CC) $(WARN) $(CFLAGS) -o $@ $(filter %.c,$^)
$(B)/mkrules: ext/tools/mkrules.c $(TEXTOBJ)
	@echo "  TOOL    $@"
	$(Q)$(CC) $(WARN) $(CFLAGS) -o $@ $^ $(PCRE2LIB)
$(B)/mkgazetteer: ext/tools/mkgazetteer.c $(GAZOBJ) $(TEXTOBJ)
	@echo "  TOOL    $@"
	$(Q)$(CC) $(WARN) $(CFLAGS) -o $@ $^ $(PCRE2LIB)
$(B)/mktext: ext/tools/mktext.c | $(B)/.deps
	@echo "  TOOL    $@"
	$(Q)$(CC) $(WARN) $(CFLAGS) -o $@ $<

LEXTSV   := ext/data/lexicon.tsv ext/data/names.tsv ext/data/titles.tsv ext/data/languages.tsv
$(B)/lexicon_data.c: $(B)/mklexicon $(LEXTSV)
	@echo "  DATA    $@"
	$(Q)$(B)/mklexicon -o $@ $(LEXTSV)
RULESTSV := ext/data/rules.tsv ext/data/tags.tsv
$(B)/rules_data.c: $(B)/mkrules $(RULESTSV)
	@echo "  DATA    $@"
	$(Q)$(B)/mkrules -o $@ $(RULESTSV)
$(B)/gazetteer_image.c: $(B)/mkgazetteer ext/data/cues.tsv $(GAZTSV)
	@echo "  DATA    $@"
	$(Q)$(B)/mkgazetteer -o $@ ext/data/cues.tsv $(GAZTSV)
$(B)/schema_sql.c: $(B)/mktext sql/schema.sql
	@echo "  DATA    $@"
	$(Q)$(B)/mktext -o $@ newsSchemaSql sql/schema.sql
UNIDATA  ?= /usr/share/unicode/UnicodeData.txt
unicode:
	tclsh ext/tools/mkunicode.tcl $(UNIDATA) >ext/data/unicode.h

$(B)/.deps:
	@mkdir -p $(B)
	@touch $@

clean:
	rm -rf $(B) newsext.so newsext.dylib

-include $(patsubst %.o,%.d,$(LIBOBJ) $(DOOROBJ))
