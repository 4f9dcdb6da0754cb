/*
** actor.c - companies that nobody knows, by what they do.
**
**   "Velmar Foods to raise $40 million"     an organisation, though no list has it
**                                           and the tagger does not see it
**   "its unit Velmar will buy"              the same
**   "the Selonga rebels"                    the same
**   "Velmar was down by 5 per cent"         the same
**   "a stake in Velmar"                     no place, though the tagger says so
**   "Cuarel, whose film won"                a person
**   "Sony Australia said"                   one name of a company, though two are listed
**   "Ohio Supreme Court"                    the same, of a court
**   "Erie County Sheriff's Office"          the same, though nobody lists it
**   "Arnold & Porter"                       the same, of a firm of partners
**   "Ann Smith, Cuarel Dinto and Bob Hill"  what the others of the list are
**   "Velmar Quint analyst Ann Smith"        a company, by somebody's post
**   "Turki bin Velmar Al Quint"             a person, to the last of the fathers
**
** HOW IT WORKS. Between the merged spans stand capitalised words of no span. A run of
** them is a person by the verb of speech, "who" or "whose" behind it. It is a company
** when the words beside it say so (deed.c; the move of a price, a post, a list) and it
** has a word of its own; one word alone must be no person's name, and no word of the
** language. None may be a word of a name of the text, for which it may be short. What the
** tagger takes for a place without being sure, or what speaks, is asked the same.
*/
#include "entityInt.h"
#include <string.h>

#define ACTOR_TOKENS  4      /* a longer run is no name of a company */
#define ACTOR_SCORE 700
#define ACTOR_STEPS  16      /* steps of work that a capitalised token counts */
#define LIST_SURE   800      /* of an organisation that others of a list are like */
#define TOWN_SCORE  900      /* of what is called a town */
#define PLACE_SURE  760      /* score from which a place that acts stays one */
#define SPEAKER_SURE 960     /* from which a place that speaks does */
#define CHANGED     850      /* score of what was a place */
#define POST_TOKENS   9      /* of a post with its adjectives */
#define NAME_TOKENS   8      /* of a name with those of fathers */
#define MINE_TOKENS   4      /* of a mine with what is dug there */
#define LISTED        6      /* names of a list that are gone back over */
#define CALLED_TOKENS 12     /* of what a company is called, with its adjectives */
#define MOVE_TOKENS   6      /* of what says how far a price moves */

/* A bit set of words of spans, of which short forms are made (resolve.c). */
typedef struct Words { uint64_t a[64]; } Words;
#define WORD(p,h)  ((p)->a[((h)>>6)&63]>>((h)&63) & 1)

/* Is token i, or the end of the text, a capitalised word of no span, in no headline of
** capitals? Most capitalised words are of a span, so that is asked first. */
static inline int isFree(const NewsField *f, uint32_t i){
  const NewsToken *k = &f->text.aToken[i];
  return !(f->aUse[i] & (NEWS_US_TAKEN|NEWS_US_MAYBE|NEWS_US_SYMBOL|NEWS_US_LINE))
      && k->eKind==NEWS_TK_WORD && (k->mShape & NEWS_SH_UPPER1)
      && !(k->mClass & (NEWS_LX_MONTH|NEWS_LX_WEEKDAY|NEWS_LX_STOP|NEWS_LX_TIMEWORD));
}

/* Has the run [i,iEnd) a word of its own? */
static int hasOwnWord(const NewsText *t, uint32_t i, uint32_t iEnd){
  const uint32_t m = NEWS_LX_COMMON|NEWS_LX_STOP|NEWS_LX_STARTER|NEWS_LX_TITLE
                   |NEWS_LX_ROLE|NEWS_LX_NUMBER|NEWS_LX_ORGHEAD|NEWS_LX_LOCHEAD
                   |NEWS_LX_LEGAL|NEWS_LX_CURRENCY|NEWS_LX_SCALE;
  for(; i<iEnd; i++) if( !(t->aToken[i].mClass & m) && t->aToken[i].nByte>1 ) return 1;
  return 0;
}

/* Is it an abbreviation that is no name, or several of such: "IPO", "REITs"? */
static int isAbbrev(const NewsWork *w, const NewsText *t, uint32_t i){
  const NewsToken *k = &t->aToken[i];
  const char *z = &t->z[k->iByte];
  return (newsClassOf(w, k->hash) & w->aClass[NEWS_CL_ACRONYM])
      || (k->nByte>2 && z[k->nByte-1]=='s' && z[k->nByte-2]>='A' && z[k->nByte-2]<='Z');
}

/* Is it written as no word of the language is: "HSIL", "CitiusTech"? */
static int isOddWord(const NewsToken *k){
  return newsAllCaps(k) || (k->mShape & (NEWS_SH_UPPER|NEWS_SH_DIGIT));
}

/* May the run [i,iEnd) of one or two words be a person's name? */
static int isPerson(const NewsField *f, uint32_t i, uint32_t iEnd){
  const NewsText *t = &f->text;
  const NewsToken *a = t->aToken;
  const uint32_t m = NEWS_LX_COMMON|NEWS_LX_ORGHEAD|NEWS_LX_LOCHEAD|NEWS_LX_LEGAL
                   |NEWS_LX_NUMBER|NEWS_LX_TITLE|NEWS_LX_ROLE|NEWS_LX_STARTER;
  if( iEnd-i>2 || iEnd>=t->nToken || (a[iEnd].mFlag & NEWS_TF_SENT) ) return 0;
  for(uint32_t k=i; k<iEnd; k++){
    const char *z = &t->z[a[k].iByte];
    if( (a[k].mClass & m) || a[k].nByte<3
     || (isOddWord(&a[k]) && !(a[k].mClass & NEWS_LX_SURNAME) && z[1]!='\'') ) return 0;
  }
  return 1;
}

/* Is it one, by what follows: "Cuarel, whose film", "Cuarel told reporters"? */
static int isSpeaker(const NewsField *f, uint32_t i, uint32_t iEnd){
  const NewsText *t = &f->text;
  const NewsToken *a = t->aToken;
  if( !isPerson(f, i, iEnd) ) return 0;
  if( i>0 && !(a[i].mFlag & NEWS_TF_SENT)
   && newsWhichWord(t, i-1, "the a an")>=0 ) return 0;
  if( newsIsChar(&a[iEnd], ',') ) return newsWhichWord(t, iEnd+1, "who whose")>=0;
  if( newsWhichWord(t, iEnd, "who whose")>=0 ) return 1;
  return (a[iEnd].mClass & NEWS_LX_VERBCUE)!=0;
}

static NewsSpan *actorAdd(NewsWork *w, NewsField *f, uint32_t i, uint32_t iEnd,
                          int eLabel){
  NewsSpan *s = newsSpanAdd(w, f, i, iEnd-i, eLabel);
  if( s==0 ) return 0;
  s->eEvidence = NEWS_EV_TAGGER;
  s->nScore = ACTOR_SCORE;
  return s;
}

/* Do those who fight stand at token i: "the Selonga rebels"? */
static inline int isBand(const NewsText *t, uint32_t i){
  return i<t->nToken && t->aToken[i].nByte>4 && !(t->aToken[i].mFlag & NEWS_TF_SENT)
      && newsWhichWord(t, i, "rebels rebel militia militiamen guerrillas insurgents "
                       "militants")>=0;
}

/* The first of the particles before token i that stand behind a title: "Mr. van der"
** before "Merwe"; i when there are none. */
static uint32_t particleBefore(const NewsText *t, uint32_t i){
  const NewsToken *a = t->aToken;
  uint32_t k = i;
  while( k>0 && !(a[k].mFlag & (NEWS_TF_LINE|NEWS_TF_SENT))
      && (((a[k-1].mClass & NEWS_LX_PARTICLE) && !(a[k-1].mShape & NEWS_SH_UPPER1))
          || (newsIsChar(&a[k-1], '-') && k+1>i && newsIsGlued(&a[k]))) ) k--;
  if( k==i || k==0 || !(a[k].mClass & NEWS_LX_PARTICLE) ) return i;
  return (a[k-1].mClass & NEWS_LX_TITLE) && (a[k-1].mShape & NEWS_SH_UPPER1) ? k : i;
}

/* What is known when the runs are read: the merged spans of the field, [iFrom,iTo), and
** the words of all. */
typedef struct Scene {
  NewsWork *w;
  NewsField *f;
  uint32_t iFrom, iTo;
  Words words;
} Scene;

#define SAID_TOKENS 4      /* tokens of a line at least that somebody said */

/* Is [i,iEnd) named at the end of a line as who said what stands before it: ": Velmar",
** ": Ann Smith, Velmar Capital"? */
static int isSource(const Scene *p, uint32_t i, uint32_t iEnd){
  const NewsText *t = &p->f->text;
  const NewsToken *a = t->aToken;
  if( i<SAID_TOKENS+1 || (a[i].mFlag & NEWS_TF_LINE)
   || (iEnd<t->nToken && !(a[iEnd].mFlag & NEWS_TF_LINE)) ) return 0;
  if( newsIsChar(&a[i-1], ',') ){
    int64_t k = newsSpanEnding(p->w, p->iFrom, p->iTo, i-1);
    if( k<0 || p->w->aSpan[k].eLabel!=NEWS_PERSON ) return 0;
    i = p->w->aSpan[k].iTok;
    if( i<SAID_TOKENS+1 ) return 0;
  }
  if( !newsIsChar(&a[i-1], ':') ) return 0;
  for(uint32_t n=0; n<SAID_TOKENS; n++) if( a[i-1-n].mFlag & NEWS_TF_LINE ) return 0;
  return 1;
}

/* The span of the field that begins at token i, NULL when none does. */
static const NewsSpan *spanFrom(const Scene *p, uint32_t i){
  uint32_t lo = p->iFrom, hi = p->iTo;
  while( lo<hi ){
    uint32_t m = lo+(hi-lo)/2;
    if( p->w->aSpan[m].iTok<i ) lo = m+1; else hi = m;
  }
  if( lo>=p->iTo || p->w->aSpan[lo].iTok!=i ) return 0;
  return p->w->aSpan[lo].mFlag & NEWS_SF_DROP ? 0 : &p->w->aSpan[lo];
}

/* Behind the name of an Arab from token i on, which goes on behind "bin" at token iEnd:
** "Turki bin Nasser Al Velmar"; iEnd when it is none. */
static inline uint32_t sonEnd(const NewsText *t, uint32_t i, uint32_t iEnd){
  const NewsToken *a = t->aToken;
  uint32_t k = iEnd;
  if( k>=t->nToken || !(a[k].mClass & NEWS_LX_PARTICLE)
   || (a[i].mClass & (NEWS_LX_STOP|NEWS_LX_COMMON))
   || newsWhichWord(t, k, "bin bint ibn")<0 ) return iEnd;
  while( k<t->nToken && k<iEnd+NAME_TOKENS && a[k].eKind==NEWS_TK_WORD
      && !(a[k].mFlag & (NEWS_TF_SENT|NEWS_TF_LINE))
      && !(a[k].mClass & (NEWS_LX_TITLE|NEWS_LX_ROLE))
      && ((a[k].mShape & NEWS_SH_UPPER1) || newsWhichWord(t, k, "bin bint ibn al")>=0)
  ) k++;
  return a[k-1].mShape & NEWS_SH_UPPER1 ? k : iEnd;
}

/* Is the post of somebody at a company named behind token i, and he too: "chief economist
** Ann Smith"? */
static int isPost(const Scene *p, uint32_t i){
  const NewsText *t = &p->f->text;
  const NewsToken *a = t->aToken;
  int bPost = 0;
  if( i>=t->nToken || (!(a[i].mClass & (NEWS_LX_ROLE|NEWS_LX_TITLE))
      && newsWhichWord(t, i, "chief vice senior managing research equity")<0) ) return 0;
  for(uint32_t n=0; n<POST_TOKENS && i<t->nToken; n++, i++){
    if( a[i].mFlag & (NEWS_TF_SENT|NEWS_TF_LINE) ) return 0;
    if( newsWhichWord(t, i, "ceo cfo coo chairman chairwoman chair executive economist "
                      "strategist analyst spokesman spokeswoman spokesperson founder "
                      "co-founder president director md")>=0 ){
      bPost = 1;
    }else if( bPost && (a[i].mShape & NEWS_SH_UPPER1) ){
      const NewsSpan *s = spanFrom(p, i);
      if( s && s->eLabel==NEWS_PERSON ) return s->nTok>1;
    }else if( bPost && newsIsChar(&a[i], ',') ){
      continue;
    }else if( newsWhichWord(t, i, "chief vice senior managing global group market "
                            "research equity portfolio fund officer investment and "
                            "head of")<0 ){
      return 0;
    }
  }
  return 0;
}

/* Does the price of a share move behind token i, as reports of a session have it: "was
** down by 5 per cent", "gave up 0.9%", "slipped two sen", "fell 12c to 89c"? */
static int isPriceMove(const NewsWork *w, const NewsText *t, uint32_t i){
  const NewsToken *a = t->aToken;
  if( i>=t->nToken || a[i].eKind!=NEWS_TK_WORD || (a[i].mShape & NEWS_SH_UPPER1)
   || (a[i].mClass & (NEWS_LX_VERBCUE|NEWS_LX_ROLE)) ) return 0;
  if( a[i].mClass & NEWS_LX_STOP ){
    if( newsWhichWord(t, i, "was were up down both")<0 ) return 0;
  }else if( !(newsClassOf(w, a[i].hash) & w->aClass[NEWS_CL_MOVE])
         && newsWhichWord(t, i, "gave shot put ended")<0 ){
    return 0;
  }
  for(uint32_t n=0; n<MOVE_TOKENS && ++i<t->nToken; n++){
    if( a[i].mFlag & (NEWS_TF_SENT|NEWS_TF_LINE) ) return 0;
    if( a[i].c=='%' || newsWhichWord(t, i, "percent per pc pct sen cent cents pence won "
                                     "paise kobo")>=0 ) return 1;
    if( a[i].eKind==NEWS_TK_NUMBER || a[i].eKind==NEWS_TK_SYMBOL
     || (a[i].mClass & NEWS_LX_NUMBER)
     || ((a[i].mShape & NEWS_SH_DIGIT) && newsWhichWord(t, i+1, "to at")>=0) ) continue;
    if( newsWhichWord(t, i, "up down by lower higher flat off on another a an easier "
            "firmer as much half around about nearly almost more than over some at to "
            "one two three four five six seven eight nine ten")<0 ) return 0;
  }
  return 0;
}

/* Does the post of a person stand behind token i: ", Senior Vice-President", ", an
** analyst"? */
static int isApposed(const NewsText *t, uint32_t i){
  const NewsToken *a = t->aToken;
  if( i+2>=t->nToken || !newsIsChar(&a[i], ',') ) return 0;
  for(uint32_t n=1; n<=POST_TOKENS && i+n<t->nToken; n++){
    if( a[i+n].mFlag & NEWS_TF_SENT ) return 0;
    if( a[i+n].mClass & NEWS_LX_ROLE ) return 1;
    if( newsWhichWord(t, i+n, "- a an the senior vice executive managing chief deputy "
                      "assistant associate global former")<0 ) return 0;
  }
  return 0;
}

/* Does a sum of money begin at token i: "EUR850m", "about $5 billion"? */
static int isSum(const NewsText *t, uint32_t i){
  if( newsWhichWord(t, i, "about approximately nearly around over roughly")>=0 ) i++;
  if( i>=t->nToken ) return 0;
  const NewsToken *k = &t->aToken[i];
  if( k->eKind==NEWS_TK_SYMBOL || (k->mClass & NEWS_LX_CURRENCY) ) return 1;
  return (k->mShape & NEWS_SH_UPPER1) && (k->mShape & NEWS_SH_DIGIT) && k->nByte>4
      && newsWhichWord(t, i, "eur usd gbp sek nok dkk inr rs rm")<0
      && strchr("EUGSNDIR", k->c)!=0;
}

/* Is what a company is named behind the comma at token i: ", a London-based equity firm",
** ", the law boutique of"? No person is "a firm". */
static int isCalledAt(const NewsText *t, uint32_t i){
  const NewsToken *a = t->aToken;
  if( newsWhichWord(t, i+1, "a an the one")<0 ) return 0;
  for(uint32_t n=2; n<CALLED_TOKENS && i+n<t->nToken; n++){
    const NewsToken *k = &a[i+n];
    if( (k->mFlag & NEWS_TF_SENT) || (k->eKind!=NEWS_TK_WORD && !newsIsChar(k, '-')) ){
      return 0;
    }
    if( newsWhichWord(t, i+n, "company firm group manufacturer retailer bank lender "
          "insurer boutique brokerage startup charity regulator consultancy conglomerate "
          "subsidiary affiliate")>=0 ){
      k++;
      return i+n+1>=t->nToken || (k->mFlag & NEWS_TF_SENT) || k->eKind!=NEWS_TK_WORD
          || newsWhichWord(t, i+n+1, "that which with in of based founded owned backed "
                           "run and specializing specialising focused")>=0;
    }
    if( k->mClass & (NEWS_LX_ROLE|NEWS_LX_TITLE) ) return 0;
  }
  return 0;
}

/* A comma, or what may be "and": quick, for hardly any token is. */
static int isJoin(const NewsToken *k){
  return k->c==',' || (k->c=='a' && k->nByte==3);
}

/* Is the name before token i the next of several that are companies by what stands before
** the first: "the banks: Velmar, Quint", "investors including Velmar"? */
static int isExample(const NewsText *t, uint32_t i){
  const NewsToken *a = t->aToken;
  for(uint32_t n=0; n<LISTED && i>2; n++){
    if( a[i].mFlag & (NEWS_TF_SENT|NEWS_TF_LINE) ) return 0;
    if( isJoin(&a[i-1]) ){
      i--;
      if( newsIsChar(&a[i-1], ',') ) i--;
      uint32_t k = i;
      while( k>i-NEWS_LIST_NAME && k>2 && a[k-1].eKind==NEWS_TK_WORD
          && (a[k-1].mShape & NEWS_SH_UPPER1) ) k--;
      if( k==i ) return 0;
      i = k;
      continue;
    }
    if( newsWhichWord(t, i-1, "including like")>=0 || newsIsChar(&a[i-1], ':') ) i--;
    else if( newsWhichWord(t, i-1, "as")>=0 && newsWhichWord(t, i-2, "such")>=0 ) i -= 2;
    else return 0;
    if( newsIsChar(&a[i-1], ',') ) i--;
    return newsWhichWord(t, i-1, "banks companies firms lenders heavyweights investors "
                         "creditors brokers retailers startups rivals insurers airlines "
                         "carriers miners automakers carmakers chipmakers drugmakers "
                         "stocks exporters suppliers backers competitors")>=0;
  }
  return 0;
}

static inline int isCalled(const NewsText *t, uint32_t i){
  return i+3<t->nToken && t->aToken[i].c==',' && isCalledAt(t, i);
}

/* Has it done what companies do: "completed the sale", "agreed to acquire"? */
static int isDone(const NewsText *t, uint32_t i){
  if( newsWhichWord(t, i, "completed")>=0 ){
    i += newsWhichWord(t, i+1, "the its a an")>=0;
    return newsWhichWord(t, i+1, "sale acquisition merger purchase takeover")>=0;
  }
  return newsWhichWord(t, i, "agreed")>=0 && newsWhichWord(t, i+1, "to")>=0
      && newsWhichWord(t, i+2, "acquire sell buy merge divest")>=0;
}

/* Is it the buyer or seller of a company: "the sale of Velmar Foods to", "bought Velmar
** Foods from" before token i? */
static int isParty(const Scene *p, uint32_t i){
  const NewsText *t = &p->f->text;
  const NewsToken *x = &t->aToken[i-1];
  if( (x->nByte!=2 && x->nByte!=4) || newsWhichWord(t, i-1, "to from")<0 ) return 0;
  int64_t k = newsSpanEnding(p->w, p->iFrom, p->iTo, i-1);
  if( k<0 || p->w->aSpan[k].eLabel!=NEWS_ORG || p->w->aSpan[k].iTok<2 ) return 0;
  uint32_t iDeal = p->w->aSpan[k].iTok-1;
  if( newsWhichWord(t, iDeal, "sold sell sells selling bought buy buys acquire acquired "
                    "acquires")>=0 ) return 1;
  return newsWhichWord(t, iDeal, "of")>=0 && newsWhichWord(t, iDeal-1, "sale")>=0;
}

/* Is it called "London-based" or bought, do its analysts follow: "RHB analysts"? */
static int isHouse(const Scene *p, uint32_t i, uint32_t iEnd){
  const NewsText *t = &p->f->text;
  if( iEnd+2<t->nToken && t->aToken[iEnd].c=='h'
   && newsWhichWord(t, iEnd, "has have")>=0 && isDone(t, iEnd+1)
   && !(t->aToken[i].mClass & (NEWS_LX_GIVEN|NEWS_LX_COMMON)) ) return 1;
  if( i>3 && isParty(p, i) && !(t->aToken[i].mClass & NEWS_LX_GIVEN) ) return 1;
  if( i>2 && newsIsChar(&t->aToken[i-2], '-') && newsIsGlued(&t->aToken[i-1])
   && newsWhichWord(t, i-1, "based listed headquartered backed owned")>=0
   && (t->aToken[i-3].mShape & NEWS_SH_UPPER1) && t->aToken[i].nByte>2
   && newsWhichWord(t, i-3, "web cloud faith community evidence home")<0
   && !(t->aToken[i].mClass & NEWS_LX_GIVEN) ) return 1;
  if( i>0 && iEnd+1<t->nToken && t->aToken[iEnd].c=='f'
   && newsWhichWord(t, i-1, "to from")>=0 && newsWhichWord(t, iEnd, "for")>=0
   && isSum(t, iEnd+1) && !(t->aToken[i].mClass & NEWS_LX_GIVEN) ) return 1;
  if( i>0 && iEnd-i>1 && t->aToken[i-1].nByte>6
   && newsWhichWord(t, i-1, "acquire acquires acquired acquiring")>=0 ) return 1;
  return iEnd<t->nToken && t->aToken[iEnd].nByte>7
      && newsWhichWord(t, iEnd, "analysts economists strategists")>=0
      && t->aToken[i].nByte>2 && newsWhichWord(t, i, "esg ipo etf")<0
      && (iEnd-i>1 || newsAllCaps(&t->aToken[i]));
}

/* Is the name before token i said to be a place: "the village of Velmar", "140km north of
** Velmar"? */
static int isTownAt(const NewsWork *w, const NewsText *t, uint32_t i){
  const NewsToken *a = t->aToken;
  if( (a[i].mFlag & NEWS_TF_SENT) || isOddWord(&a[i])
   || newsWhichWord(t, i-1, "of")<0 || (a[i-2].mShape & NEWS_SH_UPPER1) ) return 0;
  if( newsClassOf(w, a[i-2].hash) & w->aClass[NEWS_CL_TOWN] ) return 1;
  return newsWhichWord(t, i-2, "mayor community outskirts suburbs north south east west "
                       "northeast northwest southeast southwest province prefecture "
                       "commune parish residents")>=0;
}

static inline int isTownOf(const NewsWork *w, const NewsText *t, uint32_t i){
  return i>2 && t->aToken[i-1].c=='o' && t->aToken[i-1].nByte==2 && isTownAt(w, t, i);
}

/* Does what is dug or drilled stand behind the name, at token i: "Velmar mine", "Velmar
** gold exploration project", "Velmar deepwater gas field"? */
static int isMineAt(const NewsText *t, uint32_t i){
  int bOre = 0;
  for(uint32_t n=0; n<MINE_TOKENS && i<t->nToken; n++, i++){
    const NewsToken *k = &t->aToken[i];
    if( (k->mFlag & NEWS_TF_SENT) || (k->mShape & NEWS_SH_UPPER1) ) return 0;
    if( newsWhichWord(t, i, "mine mines deposit smelter refinery oilfield")>=0 ) return 1;
    if( bOre && newsWhichWord(t, i, "project prospect field fields block basin operation "
                              "operations")>=0 ) return 1;
    if( newsWhichWord(t, i, "gold silver copper lithium nickel zinc iron coal graphite "
                      "gas oil uranium potash cobalt tin diamond")>=0 ) bOre = 1;
    else if( newsWhichWord(t, i, "ore exploration deepwater offshore shale - open "
                           "underground mining")<0 ) return 0;
  }
  return 0;
}

static inline int isMine(const NewsText *t, uint32_t i){
  return i<t->nToken && t->aToken[i].eKind==NEWS_TK_WORD && t->aToken[i].nByte>2
      && (!(t->aToken[i].mClass & (NEWS_LX_STOP|NEWS_LX_VERBCUE|NEWS_LX_ROLE))
          || (t->aToken[i].c=='m' && t->aToken[i].nByte==4))          /* "mine" */
      && !(t->aToken[i].mShape & NEWS_SH_UPPER1) && isMineAt(t, i);
}

/* Is the label of the span beyond doubt? */
static int isSure(const NewsSpan *s){
  return s->eEvidence!=NEWS_EV_TAGGER || s->nScore>=LIST_SURE;
}

/* The label of the names beside the run [i,iEnd) in a list: "Ann Smith, Run and Bob
** Hill"; of two at one end of it, or one at both. -1: none. */
static int listLabel(const Scene *p, uint32_t i, uint32_t iEnd){
  const NewsText *t = &p->f->text;
  const NewsToken *a = t->aToken;
  int eLabel = -1, n = 0, bSure = 0;
  for(uint32_t k=i, j=0; j<2; j++){
    if( k<3 || (a[k].mFlag & (NEWS_TF_SENT|NEWS_TF_LINE)) ) break;
    if( newsWhichWord(t, --k, "and")>=0 && newsIsChar(&a[k-1], ',') ) k--;
    else if( newsWhichWord(t, k, "and")<0 && !newsIsChar(&a[k], ',') ) break;
    int64_t iSpan = newsSpanEnding(p->w, p->iFrom, p->iTo, k);
    if( iSpan<0 || (n && p->w->aSpan[iSpan].eLabel!=eLabel) ) break;
    eLabel = p->w->aSpan[iSpan].eLabel;
    bSure |= isSure(&p->w->aSpan[iSpan]);
    if( eLabel==NEWS_PERSON && p->w->aSpan[iSpan].nTok<2 ) return -1;
    k = p->w->aSpan[iSpan].iTok;
    n++;
  }
  for(uint32_t k=iEnd, j=0; j<2; j++){
    if( k+1>=t->nToken || (a[k].mFlag & NEWS_TF_SENT) ) break;
    int bAnd = newsWhichWord(t, k, "and")>=0;
    if( !bAnd && !newsIsChar(&a[k], ',') ) break;
    if( !bAnd && newsWhichWord(t, k+1, "and")>=0 ) k++;
    const NewsSpan *s = spanFrom(p, k+1);
    if( s==0 || (n && s->eLabel!=eLabel) ) break;
    eLabel = s->eLabel;
    bSure |= isSure(s);
    if( eLabel==NEWS_PERSON && s->nTok<2 ) return -1;
    k = s->iTok+s->nTok;
    n++;
    if( bAnd ) break;
  }
  return n>=2 && (eLabel==NEWS_PERSON || (eLabel==NEWS_ORG && bSure)) ? eLabel : -1;
}

/* May a list with names of the label hold the run? */
static int isListed(const NewsText *t, uint32_t i, uint32_t iEnd, int eLabel){
  const uint32_t mNone = NEWS_LX_COMMON|NEWS_LX_STOP|NEWS_LX_LOCHEAD|NEWS_LX_NUMBER
                       |NEWS_LX_TITLE|NEWS_LX_ROLE;
  if( eLabel<0 || newsIsChar(&t->aToken[iEnd], '&') ) return 0;
  for(uint32_t k=i; k<iEnd; k++){
    const NewsToken *x = &t->aToken[k];
    if( (x->mClass & mNone) || x->nByte<2 ) return 0;
    if( eLabel==NEWS_PERSON && ((x->mClass & (NEWS_LX_ORGHEAD|NEWS_LX_LEGAL))
     || isOddWord(x)) ) return 0;
  }
  if( eLabel==NEWS_PERSON ) return iEnd-i==2 || iEnd-i==3;
  if( t->aToken[i].mShape & NEWS_SH_DOT ) return 0;
  return !(t->aToken[i].mClass & NEWS_LX_GIVEN) && t->aToken[i].nByte>2;
}

/* The run of free words from token i on: a company, or who speaks? */
static void actorAt(const Scene *p, uint32_t i, uint32_t iEnd){
  NewsWork *w = p->w;
  NewsField *f = p->f;
  const NewsText *t = &f->text;
  const NewsToken *a = t->aToken;
  const uint32_t mName = NEWS_LX_GIVEN|NEWS_LX_SURNAME|NEWS_LX_NAMEWORD;
  uint32_t iSon = sonEnd(t, iEnd-1, iEnd);
  if( iSon>iEnd && (i+1==iEnd || (a[iEnd-2].mClass & (NEWS_LX_TITLE|NEWS_LX_ROLE))
      || newsWhichWord(t, iEnd-2, "prince princess sheikh sultan")>=0) ){
    NewsSpan *s = actorAdd(w, f, iEnd-1, iSon, NEWS_PERSON);
    if( s ) s->nScore = CHANGED;
    return;
  }
  while( iEnd-i>1 && isAbbrev(w, t, iEnd-1) ) iEnd--;
  if( iEnd-i>ACTOR_TOKENS || !hasOwnWord(t, i, iEnd) ) return;
  int bPerson = iEnd<t->nToken && (a[iEnd].c==',' || a[iEnd].c=='w'
                || (a[iEnd].mClass & NEWS_LX_VERBCUE)) && isSpeaker(f, i, iEnd);
  uint32_t iParticle = particleBefore(t, i);
  if( iParticle<i ){
    actorAdd(w, f, iParticle, iEnd, NEWS_PERSON);
    return;
  }
  for(uint32_t k=i; k<iEnd; k++) if( WORD(&p->words, a[k].hash) ) return;
  if( i>1 && newsIsChar(&a[i-1], '-') && newsIsGlued(&a[i])
   && (a[i-2].mShape & NEWS_SH_UPPER1) ) return;
  if( i>0 && (a[i-1].mShape & NEWS_SH_UPPER1) && !(a[i].mFlag & NEWS_TF_SENT) ) return;
  if( a[iEnd-1].mClass & (NEWS_LX_TITLE|NEWS_LX_ROLE) ) return;
  if( bPerson ){
    actorAdd(w, f, i, iEnd, NEWS_PERSON);
    return;
  }
  if( isSource(p, i, iEnd) && !(a[i].mClass & (mName|NEWS_LX_COMMON)) ){
    actorAdd(w, f, i, iEnd, NEWS_ORG);
    return;
  }
  if( isBand(t, iEnd) && !(a[i].mClass & NEWS_LX_COMMON)
   && i>0 && newsWhichWord(t, i-1, "the of by from")>=0 ){
    actorAdd(w, f, i, iEnd, NEWS_ORG);
    return;
  }
  if( iEnd-i==1 && (a[i].nByte==6 || a[i].nByte==8)
   && newsWhichWord(t, i, "senate congress")>=0 ){
    actorAdd(w, f, i, iEnd, NEWS_ORG);
    return;
  }
  if( iEnd-i==2 && isApposed(t, iEnd) && (isPerson(f, i, iEnd)
      || ((a[i].mClass & NEWS_LX_NAMEWORD) && (a[i+1].mClass & NEWS_LX_SURNAME))) ){
    actorAdd(w, f, i, iEnd, NEWS_PERSON);
    return;
  }
  if( isTownOf(w, t, i)
   || (!(a[i].mClass & (NEWS_LX_COMMON|NEWS_LX_GIVEN)) && iEnd-i<3
       && (iEnd-i>1 || !(a[i].mFlag & NEWS_TF_SENT)) && isMine(t, iEnd)) ){
    actorAdd(w, f, i, iEnd, NEWS_LOC);
    return;
  }
  int eList = -1;
  if( iEnd<t->nToken && (isJoin(&a[iEnd]) || (i>0 && isJoin(&a[i-1]))) ){
    eList = listLabel(p, i, iEnd);
  }
  if( isListed(t, i, iEnd, eList) && !isAbbrev(w, t, i) ){
    actorAdd(w, f, i, iEnd, eList);
    return;
  }
  if( (iEnd-i>1 && !(a[i].mClass & NEWS_LX_GIVEN) && isPost(p, iEnd))
   || isHouse(p, i, iEnd) || isCalled(t, iEnd)
   || (!(a[i].mFlag & NEWS_TF_SENT) && !(a[i].mClass & NEWS_LX_STOP)
       && !(iEnd<t->nToken && newsIsChar(&a[iEnd], '-'))
       && i>0 && strchr(",:ail", a[i-1].c)!=0 && isExample(t, i)) ){
    actorAdd(w, f, i, iEnd, NEWS_ORG);
    return;
  }
  if( iEnd-i==1 && ((a[i].mClass & (mName|NEWS_LX_COMMON)) || a[i].nByte<3
   || isAbbrev(w, t, i) || ((a[i].mFlag & NEWS_TF_SENT) && !isOddWord(&a[i])
      && (iEnd>=t->nToken || a[iEnd].eKind!=NEWS_TK_POSS)) ) ) return;
  if( iEnd-i==2 && (a[i].mClass & NEWS_LX_GIVEN) ) return;
  int bMove = !(a[i].mClass & NEWS_LX_COMMON) && isPriceMove(w, t, iEnd)
           && !(newsAllCaps(&a[i]) && (a[i].mShape & NEWS_SH_DIGIT));
  NewsSpan *s = actorAdd(w, f, i, iEnd, NEWS_ORG);
  int mAlso = iEnd-i==1 ? NEWS_ALSO_OTHER : NEWS_ALSO_PERSON;
  if( s && !bMove && newsCompanyDeed(w, f, s, mAlso)!=NEWS_DEED_PLAIN ) w->nSpan--;
}

/* Does the span speak? */
static int speaks(const NewsField *f, const NewsSpan *s){
  const NewsToken *a = f->text.aToken;
  uint32_t i = s->iTok, iEnd = i+s->nTok;
  if( f->aUse[i] & NEWS_US_CAPS ) return 0;
  if( i>0 && !(a[i].mFlag & NEWS_TF_SENT) && (a[i-1].mClass & NEWS_LX_VERBCUE) ) return 1;
  return iEnd<f->text.nToken && !(a[iEnd].mFlag & NEWS_TF_SENT)
      && newsWhichWord(&f->text, iEnd, "said says")>=0;
}

/* Does the word end as those for people do: Chechen, Kurdish, Somali? */
static int isPeople(const NewsField *f, const NewsSpan *s){
  return strchr("nhiecs", f->text.z[s->iByte+s->nByte-1])!=0;
}

/* A place that acts like a company, or fights, becomes an organisation. */
static void placeCheck(const Scene *p, NewsSpan *s){
  const NewsField *f = p->f;
  if( s->eLabel==NEWS_NORP && s->eEvidence==NEWS_EV_TAGGER && s->nTok==1
   && isBand(&f->text, s->iTok+1) && !isPeople(f, s) ){
    s->eLabel = NEWS_ORG;
    return;
  }
  if( s->eLabel!=NEWS_LOC || s->eEvidence!=NEWS_EV_TAGGER || s->iNumber!=NEWS_NOBODY
   || s->eSubtype!=NEWS_ST_NONE || (f->aUse[s->iTok] & NEWS_US_MAYBE)
   || newsStandsIn(&f->text, s) ) return;
  const uint32_t mLast = f->text.aToken[s->iTok+s->nTok-1].mClass;
  if( s->nTok>2 && (mLast & NEWS_LX_ORGHEAD) && !(mLast & NEWS_LX_LOCHEAD)
   && newsWhichWord(&f->text, s->iTok+s->nTok-1, "center centre museum gallery library "
                    "school college church theatre theater hospital academy club")<0 ){
    s->eLabel = NEWS_ORG;
    return;
  }
  if( s->nScore<PLACE_SURE && isCalled(&f->text, s->iTok+s->nTok) ){
    newsSpanBecome(s, NEWS_ORG, NEWS_ST_NONE, CHANGED);
    return;
  }
  int bHeld = s->iTok>1 && newsWhichWord(&f->text, s->iTok-1, "in")>=0
           && newsWhichWord(&f->text, s->iTok-2, "stake stakes shares")>=0;
  if( bHeld || isBand(&f->text, s->iTok+s->nTok)
   || isSource(p, s->iTok, s->iTok+s->nTok) || speaks(f, s)
      ? s->nScore>=SPEAKER_SURE
      : s->nScore>=PLACE_SURE
        || newsCompanyDeed(p->w, f, s, NEWS_ALSO_OTHER)!=NEWS_DEED_PLAIN ) return;
  newsSpanBecome(s, NEWS_ORG, NEWS_ST_NONE, CHANGED);
}

/* Is the name at token i had or bought: "a director of Velmar", "to acquire Velmar"? */
static int isBought(const NewsText *t, uint32_t i){
  if( i<2 || (t->aToken[i].mFlag & NEWS_TF_SENT) ) return 0;
  if( newsWhichWord(t, i-1, "acquire acquires acquired acquiring")>=0 ) return 1;
  return newsWhichWord(t, i-1, "of")>=0
      && newsWhichWord(t, i-2, "director directors shareholder shareholders subsidiary "
                       "acquisition takeover purchase shares")>=0;
}

/* Is the word before token i, a surname, the given name that nobody knows: "Velmar's
** Noaman Khalid"? */
static int isGivenFree(const NewsField *f, uint32_t i){
  const uint32_t m = NEWS_LX_COMMON|NEWS_LX_TITLE|NEWS_LX_ROLE|NEWS_LX_ORGHEAD
                   |NEWS_LX_LEGAL|NEWS_LX_LOCHEAD|NEWS_LX_NUMBER|NEWS_LX_PARTICLE;
  const NewsToken *k = &f->text.aToken[i];
  return i>1 && !(k->mFlag & (NEWS_TF_SENT|NEWS_TF_LINE)) && isFree(f, i-1)
      && (k[-1].mClass & (NEWS_LX_GIVEN|NEWS_LX_NAMEWORD|NEWS_LX_SURNAME|m))==0
      && !newsAllCaps(k-1) && k[-1].nByte>3 && !(k[-1].mFlag & NEWS_TF_SENT)
      && k[-2].eKind==NEWS_TK_POSS;
}

/* A person of one word that is no name of people, and does what companies do, becomes
** one. */
static void personCheck(const Scene *p, NewsSpan *s){
  const uint32_t m = NEWS_LX_GIVEN|NEWS_LX_SURNAME|NEWS_LX_NAMEWORD|NEWS_LX_TITLE;
  const NewsText *t = &p->f->text;
  if( s->eEvidence!=NEWS_EV_TAGGER || s->iNumber!=NEWS_NOBODY ) return;
  int bAsk = s->nTok==1 && s->nScore<PLACE_SURE;
  if( isCalled(t, s->iTok+s->nTok) || (bAsk && isBought(t, s->iTok)) ){
    newsSpanBecome(s, NEWS_ORG, NEWS_ST_NONE, CHANGED);
    return;
  }
  if( !bAsk ) return;
  const NewsToken *k = &t->aToken[s->iTok];
  if( isGivenFree(p->f, s->iTok) ){
    s->iTok--;
    s->iByte = k[-1].iByte;
    newsSpanEnd(t, s, 2);
    return;
  }
  if( k->mClass & m ) return;
  /* Not so "the emperor Velmar". */
  if( s->iTok>0 && !(k->mFlag & NEWS_TF_SENT) && k[-1].eKind==NEWS_TK_WORD
   && !(k[-1].mClass & NEWS_LX_STOP) ) return;
  if( !isPriceMove(p->w, t, s->iTok+1)
   && newsCompanyDeed(p->w, p->f, s, NEWS_ALSO_PERSON)!=NEWS_DEED_PLAIN ) return;
  newsSpanBecome(s, NEWS_ORG, NEWS_ST_NONE, CHANGED);
}

int newsStandsIn(const NewsText *t, const NewsSpan *s){
  if( s->iTok==0 || newsWhichWord(t, s->iTok-1, "in near around across outside")<0 ){
    return 0;
  }
  return s->iTok==1 || newsWhichWord(t, s->iTok-2, "stake stakes shares share interest "
                                     "invest invests invested investing investment")<0;
}

/* Is the place q the end of the company's name before it: "Sony Australia said", but not
** "Apple China sales"? */
static int isBranch(const Scene *p, const NewsSpan *s, const NewsSpan *q){
  const NewsText *t = &p->f->text;
  uint32_t i = q->iTok+q->nTok;
  if( q->iTok!=s->iTok+s->nTok || s->eLabel!=NEWS_ORG || q->eLabel!=NEWS_LOC || s->zSymbol
   || q->eEvidence!=NEWS_EV_ALIAS || (s->mFlag & NEWS_SF_LEGAL) ) return 0;
  if( s->eSubtype!=NEWS_ST_COMPANY
   && (s->eEvidence!=NEWS_EV_TAGGER || s->eSubtype!=NEWS_ST_NONE) ) return 0;
  if( q->eSubtype!=NEWS_ST_COUNTRY && q->eSubtype!=NEWS_ST_REGION
   && q->eSubtype!=NEWS_ST_AREA ) return 0;
  if( (p->f->aUse[s->iTok] & NEWS_US_LINE)
   || (t->aToken[q->iTok].mFlag & (NEWS_TF_LINE|NEWS_TF_SENT)) ) return 0;
  if( t->aToken[s->iTok+s->nTok-1].eKind==NEWS_TK_POSS ) return 0;
  if( i<t->nToken && !(t->aToken[i].mFlag & NEWS_TF_SENT)
   && ((t->aToken[i].mShape & NEWS_SH_UPPER1)
       || newsIsChar(&t->aToken[i], '-')) ) return 0;
  return newsWhichWord(t, i, "unit arm business businesses sales plant plants factory "
                       "factories operations operation market team office offices deal "
                       "project projects store stores trade revenue talks exports")<0;
}

/* Is q a body of the place before it: "Ohio Supreme Court"? */
static int isBody(const Scene *p, const NewsSpan *s, const NewsSpan *q){
  const NewsToken *a = p->f->text.aToken;
  return q->iTok==s->iTok+s->nTok && s->eLabel==NEWS_LOC && q->eLabel==NEWS_ORG
      && q->nTok>1 && q->eEvidence==NEWS_EV_ALIAS
      && (q->eSubtype==NEWS_ST_GOVERNMENT || q->eSubtype==NEWS_ST_SPORT)
      && (s->eSubtype==NEWS_ST_REGION || s->eSubtype==NEWS_ST_CITY
          || (s->eSubtype==NEWS_ST_COUNTRY && q->eSubtype==NEWS_ST_SPORT
              && newsWhichWord(&p->f->text, q->iTok+q->nTok-1, "association federation "
                               "union board")>=0))
      && !(a[q->iTok].mFlag & (NEWS_TF_LINE|NEWS_TF_SENT))
      && !(p->f->aUse[s->iTok] & NEWS_US_LINE);
}

/* Behind the office of somebody at token i: "Sheriff's Department", "Attorney General's
** Office", "People's Committee"; i when there is none. */
static uint32_t officeEnd(const NewsText *t, uint32_t i){
  const NewsToken *a = t->aToken;
  uint32_t k = i;
  while( k<i+ACTOR_TOKENS && k<t->nToken && (a[k].mShape & NEWS_SH_UPPER1)
      && newsWhichWord(t, k, "sheriff attorney general district governor mayor people "
                       "prosecutor medical examiner coroner public defender state "
                       "county")>=0 ) k++;
  if( k==i || k+1>=t->nToken || a[k].eKind!=NEWS_TK_POSS
   || !(a[k+1].mShape & NEWS_SH_UPPER1) ) return i;
  return newsWhichWord(t, k+1, "office department committee court")>=0 ? k+2 : i;
}

/* Behind the name of an association of the place before token i, which no other span, of
** which the next begins at iNext, has a part of: "Zimbabwe Football Association"; i when
** there is none. */
static uint32_t clubEnd(const Scene *p, const NewsSpan *s, uint32_t i, uint32_t iNext){
  const NewsText *t = &p->f->text;
  const NewsToken *a = t->aToken;
  uint32_t k = i;
  while( k<t->nToken && k<iNext && k<i+ACTOR_TOKENS && (a[k].mShape & NEWS_SH_UPPER1)
      && a[k].eKind==NEWS_TK_WORD && !(a[k].mFlag & (NEWS_TF_SENT|NEWS_TF_LINE)) ) k++;
  if( k==i || (p->f->aUse[i] & NEWS_US_LINE)
   || newsWhichWord(t, k, "of for")>=0 ) return i;
  if( k==i+1 ){                                              /* "the Ohio House" */
    return s->eSubtype==NEWS_ST_REGION
        && newsWhichWord(t, i, "house senate legislature assembly")>=0 ? k : i;
  }
  return newsWhichWord(t, k-1, "association federation confederation union society "
                       "league board")>=0 ? k : i;
}

/* Behind the names of partners that go on behind a person with "&": "Arnold & Porter";
** its own end when there are none. */
static uint32_t firmEnd(const Scene *p, const NewsSpan *s){
  const NewsText *t = &p->f->text;
  const NewsToken *a = t->aToken;
  uint32_t i = s->iTok+s->nTok, k = i+1;
  if( k>=t->nToken || !newsIsChar(&a[i], '&') || s->eEvidence!=NEWS_EV_TAGGER
   || s->iNumber!=NEWS_NOBODY || s->nTok>2 || (a[k].mFlag & NEWS_TF_SENT) ) return i;
  while( k<t->nToken && k<i+1+ACTOR_TOKENS && a[k].eKind==NEWS_TK_WORD
      && (a[k].mShape & NEWS_SH_UPPER1) && !(a[k].mFlag & (NEWS_TF_SENT|NEWS_TF_LINE))
      && !(a[k].mClass & (NEWS_LX_STOP|NEWS_LX_TITLE|NEWS_LX_ROLE)) ) k++;
  if( k==i+1 || !(a[s->iTok].mShape & NEWS_SH_UPPER1) ) return i;
  /* "Bill & Melinda Gates" are a couple, and "Jay & Trish". */
  int bGiven = (a[i+1].mClass & NEWS_LX_GIVEN) || !(a[i+1].mClass & NEWS_LX_SURNAME);
  if( (a[s->iTok].mClass & NEWS_LX_GIVEN) && bGiven
   && a[i+1].hash!=a[s->iTok].hash ) return i;
  return k;
}

/* The span becomes an organisation up to token iEnd. */
static void makeBody(const Scene *p, NewsSpan *s, uint32_t iEnd){
  newsSpanEnd(&p->f->text, s, iEnd-s->iTok);
  newsSpanBecome(s, NEWS_ORG, NEWS_ST_NONE, CHANGED);
}

/* Two persons joined by "&" become a firm, and "Khaled" before "bin" all of his name. */
static void partnersCheck(const Scene *p, uint32_t i){
  NewsSpan *s = &p->w->aSpan[i];
  uint32_t iEnd = s->iTok+s->nTok, k = firmEnd(p, s), iSon = iEnd;
  if( k==iEnd && s->nTok==1 && s->eEvidence==NEWS_EV_TAGGER ){
    k = iSon = sonEnd(&p->f->text, s->iTok, iEnd);
  }
  if( k==iEnd ) return;
  for(uint32_t j=i+1; j<p->iTo && p->w->aSpan[j].iTok<k; j++){
    p->w->aSpan[j].mFlag |= NEWS_SF_DROP;
  }
  if( iSon>iEnd ){
    newsSpanEnd(&p->f->text, s, k-s->iTok);
    s->nScore = CHANGED;
  }else{
    makeBody(p, s, k);
  }
}

/* A road is no organisation, a basin no person: "the Velmar Freeway". */
static void roadCheck(const NewsText *t, NewsSpan *s){
  const char *zEnd = &t->z[s->iByte+s->nByte];
  if( s->eEvidence!=NEWS_EV_TAGGER || s->iNumber!=NEWS_NOBODY || s->nByte<8
   || (memcmp(zEnd-3, "way", 3)!=0 && memcmp(zEnd-3, "sin", 3)!=0)
   || newsWhichWord(t, s->iTok+s->nTok-1, "freeway highway expressway parkway causeway "
                    "motorway tollway basin")<0 ) return;
  newsSpanBecome(s, NEWS_LOC, NEWS_ST_NONE, s->nScore);
}

/* No token is of a span. Eight at a time: there are many. */
static void useClear(uint8_t *aUse, uint32_t n){
  uint32_t i = 0;
  uint64_t m, v;
  memset(&m, (uint8_t)~NEWS_US_TAKEN, sizeof(m));
  for(; n-i>=sizeof(v); i += (uint32_t)sizeof(v)){
    memcpy(&v, &aUse[i], sizeof(v));
    v &= m;
    memcpy(&aUse[i], &v, sizeof(v));
  }
  for(; i<n; i++) aUse[i] &= (uint8_t)~NEWS_US_TAKEN;
}

/* The merged spans of the field: places that act, and the words of all. No others are
** taken now. */
static void readSpans(Scene *p){
  useClear(p->f->aUse, p->f->text.nToken);
  for(uint32_t i=p->iFrom; i<p->iTo && !newsWorkCount(p->w, ACTOR_STEPS); i++){
    NewsSpan *s = &p->w->aSpan[i];
    if( i+1<p->iTo && isBranch(p, s, s+1) ){
      s->nTok += s[1].nTok;
      s->nByte = s[1].iByte+s[1].nByte-s->iByte;
      s[1].mFlag |= NEWS_SF_DROP;
    }
    if( s->mFlag & NEWS_SF_DROP ) continue;
    if( i+1<p->iTo && isBody(p, s, s+1) ){
      makeBody(p, s, s[1].iTok+s[1].nTok);
      s[1].mFlag |= NEWS_SF_DROP;
    }else if( s->eLabel==NEWS_LOC ){
      uint32_t iEnd = s->iTok+s->nTok, k = officeEnd(&p->f->text, iEnd);
      if( k==iEnd && s->nScore<PLACE_SURE ){
        k = clubEnd(p, s, iEnd, i+1<p->iTo ? s[1].iTok : p->f->text.nToken);
      }
      if( k>iEnd ) makeBody(p, s, k);
    }
    if( s->eEvidence==NEWS_EV_TAGGER && s->eLabel<=NEWS_PRODUCT && s->nTok<3
     && s->iNumber==NEWS_NOBODY && s->nScore<TOWN_SCORE
     && (isTownOf(p->w, &p->f->text, s->iTok)
         || (s->eLabel!=NEWS_LOC
             && !(p->f->text.aToken[s->iTok].mClass & NEWS_LX_GIVEN)
             && isMine(&p->f->text, s->iTok+s->nTok))) ){
      newsSpanBecome(s, NEWS_LOC, NEWS_ST_NONE, TOWN_SCORE);
    }else if( s->eLabel==NEWS_PERSON && s->nTok<3 ){
      personCheck(p, s);
      partnersCheck(p, i);
    }
    if( s->eLabel<NEWS_LOC && s->nTok>1 ) roadCheck(&p->f->text, s);
    placeCheck(p, s);
    newsUse(p->f, s, NEWS_US_TAKEN);
    for(uint32_t k=s->iTok; k<s->iTok+s->nTok; k++){
      uint32_t h = p->f->text.aToken[k].hash;
      p->words.a[(h>>6)&63] |= (uint64_t)1<<(h&63);
    }
  }
}

/* The runs of capitals between them, where the model has looked for names. */
static void readRuns(const Scene *p){
  const NewsField *f = p->f;
  const NewsToken *a = f->text.aToken;
  for(uint32_t k=0; k<f->nSegment; k++){
    const NewsModelSegment *q = &f->aSegment[k];
    for(uint32_t i=q->iFrom, iEnd; i<q->iEnd; i=iEnd+1){
      iEnd = i;
      if( newsWorkCount(p->w, ACTOR_STEPS) ) return;
      while( isFree(f, iEnd)
          && (iEnd==i || !(a[iEnd].mFlag & (NEWS_TF_LINE|NEWS_TF_SENT))) ) iEnd++;
      if( iEnd>i ) actorAt(p, i, iEnd);
    }
  }
}

void newsActors(NewsWork *w){
  uint32_t nSpan = w->nSpan, nTitle = 0;
  Scene x = { .w = w };
  if( w->rc || !w->bEnglish ) return;
  while( nTitle<nSpan && w->aSpan[nTitle].bBody==0 ) nTitle++;
  for(int j=0; j<2; j++){
    x.f = &w->aField[j];
    x.iFrom = j ? nTitle : 0;
    x.iTo = j ? nSpan : nTitle;
    readSpans(&x);
  }
  for(int j=0; j<2; j++){
    x.f = &w->aField[j];
    x.iFrom = j ? nTitle : 0;
    x.iTo = j ? nSpan : nTitle;
    readRuns(&x);
  }
  newsSpanMerge(w);
}
