/*
** deed.c - what stands beside a company's name: what it does, and as what it is named.
**
**   "Zoom raises outlook"          a company does this, so Zoom is one
**   "Goldman upgraded Nvidia"      Goldman acts upon Nvidia: the text is not about it
**   "Corning, N.Y."                a town, and no company
**
** HOW IT WORKS. Words of companies are classes of data/cues.tsv: verbs of the market
** (plunges, beats), verbs of a company's acts (raises, unveils) with the things they are
** done to (outlook, plant), verbs that follow "to" in plans (to buy, to cut), verbs of
** raters and holders (upgrades; trims, with a rating or stake behind it), and staff.
** Looked at are the few tokens right before and behind a span.
*/
#include "entityInt.h"
#include <string.h>

#define NEAR         4       /* tokens that are right beside a span */
#define OWNED        3       /* tokens behind a possessive */
#define APPOSED      6       /* tokens of an apposition */
#define MONEY       24       /* tokens behind a verb in which earnings are looked for */
#define KIN         12       /* tokens behind a man's name that may tell of his kin */
#define OBJECT      12       /* tokens behind a verb in which its object is looked for */

/* What the shares of several do. */
#define PLURAL_MOVES "fall rise jump drop slide gain surge sink tumble climb slump " \
  "plunge soar rally dip slip pop tank drag weigh beat rebound retreat crater slide " \
  "tumbled fell rose jumped dropped slid surged sank climbed"

/* What several do together: "Snap and Perplexity strike $400 million deal". */
#define PLURAL_ACTS "lift hike boost trim post miss top strike ink sign unveil announce"

/* What a share is doing: "Why Celsius Is Sinking". */
#define GOING_MOVES "sinking soaring surging plunging tumbling jumping climbing " \
  "sliding skyrocketing rallying slumping tanking popping rocketing falling " \
  "dropping crashing"

#define classAt(w,t,i)  newsClassOf(w, (t)->aToken[i].hash)

/* Is one of the n tokens from i on, in the same sentence, of a class of m? */
static int classAhead(const NewsWork *w, const NewsText *t, uint32_t i, uint32_t n,
                      uint32_t m){
  for(; n>0 && i<t->nToken && !(t->aToken[i].mFlag & NEWS_TF_SENT); n--, i++){
    if( classAt(w, t, i) & m ) return 1;
  }
  return 0;
}

/* Is a sum of money within two tokens: "pay Apollo about $1.5 billion"? */
static int moneyAhead(const NewsText *t, uint32_t i){
  for(uint32_t n=0; n<2 && i<t->nToken && !(t->aToken[i].mFlag & NEWS_TF_SENT); n++, i++){
    if( t->aToken[i].eKind==NEWS_TK_SYMBOL ) return 1;
  }
  return 0;
}

/* Does a change in per cent follow, as in "Target dropped 0.8%"? */
static int percentNear(const NewsText *t, uint32_t i){
  for(uint32_t n=0; n<NEAR && i<t->nToken; n++, i++){
    const NewsToken *k = &t->aToken[i];
    if( (k->mFlag & NEWS_TF_SENT) || k->eKind==NEWS_TK_PUNCT ) return 0;
    if( k->c=='%' || newsWhichWord(t, i, "percent pc pct per")>=0 ) return 1;
  }
  return 0;
}

/* Is the span an item of a list of prices: "Movers: Target up 4%, Gap down 2%"? */
static int isQuoted(const NewsField *f, const NewsSpan *s){
  const NewsText *t = &f->text;
  const NewsToken *k = &t->aToken[s->iTok];
  return newsWhichWord(t, s->iTok+s->nTok, "up down off higher lower")>=0
      && (s->iTok==0 || (k->mFlag & NEWS_TF_SENT) ? !(k->mClass & NEWS_LX_COMMON)
          : k[-1].eKind==NEWS_TK_PUNCT);
}

/* Is the span bought, sold or held: "buys more Gap", "should you own Lucid"? */
static int isTraded(const NewsField *f, const NewsSpan *s, int mAlso){
  const NewsText *t = &f->text;
  uint32_t i = s->iTok-1;
  if( (mAlso & NEWS_ALSO_OTHER) || (f->aUse[s->iTok] & NEWS_US_CHUNK) ) return 0;
  if( i>1 && newsWhichWord(t, i, "more")>=0 ) i--;
  if( newsWhichWord(t, i, "buys sells exits exited dumps dumped trims trimmed")>=0 ){
    return 1;
  }
  return mAlso==0 && newsWhichWord(t, i, "buy sell own bought sold")>=0;
}

/* Does the span buy or sell another company, which is sure: "Berkshire trims Apple"? The
** spans of the matcher are in order. Or what has a capital: "Tapestry sells Weitzman". */
static int isTrader(const NewsWork *w, const NewsField *f, const NewsSpan *s, int mAlso){
  const NewsText *t = &f->text;
  uint32_t i = s->iTok+s->nTok;
  if( mAlso==0 && !(f->aUse[s->iTok] & NEWS_US_LINE)
   && newsWhichWord(t, i, "sells buys")>=0 && i+1<t->nToken
   && (t->aToken[i+1].mShape & NEWS_SH_UPPER1) ) return 1;
  const NewsSpan *q = s+1;
  if( s+1>=w->aSpan+w->nSpan || q->bBody!=s->bBody || q->iTok!=i+1
   || (q->mFlag & NEWS_SF_DROP) ) return 0;
  /* "Ford expands Uber tie-up" */
  if( mAlso==0 && !(q->mFlag & NEWS_SF_AMBIG)
   && (classAt(w, t, i) & w->aClass[NEWS_CL_ACT])
   && (q->eSubtype==NEWS_ST_COMPANY || q->eSubtype==NEWS_ST_SERVICE) ) return 1;
  return newsWhichWord(t, i, "trims trimmed buys bought acquires acquired exits dumps "
                       "dumped sues")>=0
      && q->eLabel==NEWS_ORG
      && (q->eSubtype==NEWS_ST_COMPANY || q->eSubtype==NEWS_ST_MEDIA);
}

/* Is the span rated: "starts Bumble at neutral", "buy on Toast", "raises Snap price
** target"? */
static int isRated(const NewsField *f, const NewsSpan *s){
  const NewsText *t = &f->text;
  uint32_t i = s->iTok, iNext = i+s->nTok;
  uint32_t bPrice = newsWhichWord(t, iNext, "price")>=0;
  if( newsWhichWord(t, iNext+bPrice, "target targets estimates")>=0
   && (bPrice || newsWhichWord(t, i-1, "raises raised lifts lifted cuts cut lowers "
                               "lowered trims trimmed hikes boosts")>=0) ) return 1;
  if( newsWhichWord(t, iNext, "at with to as")>=0
   && newsWhichWord(t, i-1, "starts initiates affirms reiterates maintains keeps rates "
                    "resumes assumes")>=0 ) return 1;
  return newsWhichWord(t, i-1, "on")>=0
      && newsWhichWord(t, i-2, "target forecast forecasts expectations estimates buy "
                       "sell hold neutral overweight underweight outperform "
                       "underperform rating bullish bearish")>=0
      && !(f->aUse[i] & NEWS_US_CHUNK);
}

/* Is the span asked about as a share: "Is Toast a buy after its fall?" */
static int isAskedAbout(const NewsText *t, const NewsSpan *s){
  uint32_t i = s->iTok+s->nTok;
  if( newsWhichWord(t, i, "a an still now the")<0 ) return 0;
  for(uint32_t k=i+1; k<i+4 && k<t->nToken; k++){
    if( newsWhichWord(t, k, "buy sell stock stocks bargain hold")>=0 ) return 1;
  }
  return 0;
}

/* Does a deal follow that is the span's: "rejects Apollo bid"? */
static int isBidder(const NewsWork *w, const NewsText *t, const NewsSpan *s){
  uint32_t i = s->iTok+s->nTok;
  if( s->iTok==0 || (t->aToken[s->iTok].mFlag & NEWS_TF_SENT) ) return 0;
  if( newsWhichWord(t, i, "bid offer takeover buyout merger approach")<0 ) return 0;
  return newsWhichWord(t, s->iTok-1, "rejects rejected rebuffs spurns accepts approves "
                       "backs rejecting weighs opposes blocks clears")>=0
      && !(classAt(w, t, s->iTok-1) & w->aClass[NEWS_CL_STAFF]);
}

/* Is the span sold or held, by what stands before the "of" or "in" at token i: "sells out
** of Caterpillar", "sold $20 million of Block", "takes a position in Match"? */
static int isHeld(const NewsText *t, uint32_t i, int mAlso){
  if( newsWhichWord(t, i-1, "dip stake stakes invest invests invested investing "
                    "investment investor investors shares coverage")>=0 ) return 1;
  if( mAlso ) return 0;
  if( newsWhichWord(t, i, "in")>=0 ){
    return newsWhichWord(t, i-1, "position positions holding holdings")>=0;
  }
  if( newsWhichWord(t, i, "of")<0 || i<3 ) return 0;
  if( newsWhichWord(t, i-1, "out")>=0 ){
    return newsWhichWord(t, i-2, "sells sold selling pulls")>=0;
  }
  return (t->aToken[i-1].mClass & NEWS_LX_SCALE)
      && newsIsChar(&t->aToken[i-3], '$') && i>3
      && newsWhichWord(t, i-4, "buys bought buying sells sold selling dumps dumped adds "
                       "added")>=0;
}

/* Is the span the object of a deal or rating: "a stake in Gap", "coverage of Snap",
** "Moody's cut Intel to Baa1"? */
static int isDealt(const NewsWork *w, const NewsField *f, const NewsSpan *s, int mAlso){
  const NewsText *t = &f->text;
  const NewsToken *k = &t->aToken[s->iTok];
  uint32_t i = s->iTok, iNext = i+s->nTok;
  if( isAskedAbout(t, s) || isBidder(w, t, s) ) return 1;
  if( i<2 || (k->mFlag & NEWS_TF_SENT) || (k[-1].mFlag & NEWS_TF_SENT) ) return 0;
  if( newsWhichWord(t, i-1, "formerly renamed rebranded")>=0
   || (newsWhichWord(t, i-1, "to")>=0 && newsWhichWord(t, i-2, "name")>=0) ) return 1;
  if( isRated(f, s) ) return 1;
  if( newsWhichWord(t, i-1, "pay pays paid owes owed")>=0
   && moneyAhead(t, iNext) ) return 1;
  if( newsWhichWord(t, i-1, "in of on from")>=0 ) return isHeld(t, i-1, mAlso);
  if( newsWhichWord(t, i-1, "cut cuts raised raises lowered lowers lifted lifts")>=0 ){
    const NewsToken *pRating = &t->aToken[iNext+1];
    return newsWhichWord(t, iNext, "to")>=0
        && (newsAllCaps(pRating) || newsIsChar(pRating, '$')
            || (pRating->eKind==NEWS_TK_WORD && (pRating->mShape & NEWS_SH_DIGIT))
            || newsWhichWord(t, iNext+1, "junk investment overweight underweight")>=0
            || (classAt(w, t, iNext+1) & w->aClass[NEWS_CL_CALL]));
  }
  if( newsWhichWord(t, i-1, "by")>=0 && !(mAlso & NEWS_ALSO_OTHER) ){
    if( newsWhichWord(t, i-2, "acquired manufactured owned")>=0
     || (newsWhichWord(t, iNext, "for")>=0 && iNext+1<t->nToken
         && t->aToken[iNext+1].eKind==NEWS_TK_SYMBOL) ) return 1;
    if( mAlso==0 && newsWhichWord(t, i-2, "made sold bought built developed backed "
                                  "produced operated supplied funded")>=0 ) return 1;
  }
  if( classAt(w, t, i-1) & w->aClass[NEWS_CL_RATE] ) return 1;
  if( isTraded(f, s, mAlso) ) return 1;
  if( mAlso ) return 0;
  if( newsWhichWord(t, i-1, "on")>=0 && !(f->aUse[i] & NEWS_US_CHUNK)
   && newsWhichWord(t, i-2, "bets bet big bull bear")>=0 ) return 1;
  if( newsWhichWord(t, i-1, "with")>=0 ){
    return newsWhichWord(t, i-2, "partner partners partnered partnering partnership "
                         "merge merged merger")>=0;
  }
  return newsWhichWord(t, i-1, "acquire acquires acquired acquiring sued sues suing "
                       "fines fined probes")>=0;
}

/* Is the span called a company: "chipmaker Arm", "Box, the cloud storage company"? */
static int isKind(const NewsWork *w, const NewsText *t, const NewsSpan *s){
  uint32_t i = s->iTok+s->nTok, m = w->aClass[NEWS_CL_KIND];
  const NewsToken *k = &t->aToken[s->iTok];
  if( s->iTok>0 && !(k->mFlag & NEWS_TF_SENT) && !(k[-1].mShape & NEWS_SH_UPPER1)
   && (classAt(w, t, s->iTok-1) & m) ) return 1;
  return i+1<t->nToken && newsIsChar(&t->aToken[i], ',')
      && newsWhichWord(t, i+1, "the a an one which")>=0
      && classAhead(w, t, i+2, APPOSED, m);
}

/* Is the span the head of an item of a list of movers: "Lemonade — The insurance stock
** sank"? */
static int isHeadOfItem(const NewsWork *w, const NewsText *t, const NewsSpan *s){
  uint32_t i = s->iTok+s->nTok;
  const NewsToken *k = &t->aToken[i];
  if( (s->iTok>0 && !(t->aToken[s->iTok].mFlag & NEWS_TF_LINE)) || i+1>=t->nToken
   || k->eKind!=NEWS_TK_PUNCT || !(k->mFlag & NEWS_TF_SPACE)
   || !(k[1].mFlag & NEWS_TF_SPACE) ) return 0;
  return (k->c=='-' || (k->c==0xE2 && k->nByte==3))          /* or a longer dash */
      && newsWhichWord(t, i+1, "the shares stock")>=0
      && classAhead(w, t, i+1, APPOSED, w->aClass[NEWS_CL_SHARE]|w->aClass[NEWS_CL_KIND]);
}

/* Is a thing that companies act upon, or a sum, within n tokens from i on? */
static int objectAhead(const NewsWork *w, const NewsText *t, uint32_t i, uint32_t n){
  int bNumber = n==APPOSED;
  uint32_t m = w->aClass[NEWS_CL_THING]|w->aClass[NEWS_CL_COMPANY]
             | w->aClass[NEWS_CL_STAFF]|w->aClass[NEWS_CL_SHARE];
  for(; n>0 && i<t->nToken && !(t->aToken[i].mFlag & NEWS_TF_SENT); i++){
    if( t->aToken[i].eKind==NEWS_TK_SYMBOL || t->aToken[i].c=='%'
     || (classAt(w, t, i) & m) ) return 1;
    if( bNumber && t->aToken[i].eKind==NEWS_TK_NUMBER && t->aToken[i].nByte>4 ) return 1;
    n -= !newsIsChar(&t->aToken[i], '-');
  }
  return 0;
}

/* Are talks of a deal behind token i: "is reportedly in advanced talks to acquire"? */
static int isInTalks(const NewsText *t, uint32_t i){
  if( newsWhichWord(t, i, "is are was in")<0 ) return 0;
  for(uint32_t n=0; n<NEAR && ++i+1<t->nToken; n++){
    if( t->aToken[i].mFlag & NEWS_TF_SENT ) return 0;
    if( newsWhichWord(t, i, "talks")<0 ) continue;
    return newsWhichWord(t, i+1, "to")>=0
        && newsWhichWord(t, i+2, "acquire buy sell merge take combine")>=0;
  }
  return 0;
}

/* Does what follows token i in its sentence speak of what companies earn? */
static int isMoney(const NewsWork *w, const NewsText *t, uint32_t i){
  for(uint32_t k=i; k<t->nToken && k<i+MONEY; k++){
    if( t->aToken[k].mFlag & NEWS_TF_SENT ) break;
    if( newsWhichWord(t, k, "profit profits earnings revenue revenues sales guidance "
                      "dividend quarterly estimates expectations consensus")>=0
     || (classAt(w, t, k) & w->aClass[NEWS_CL_SHARE]) ) return 1;
  }
  return 0;
}

/* Does a verb with "its" follow, as no person has it: "Tyson ends its contract"? */
static int hasIts(const NewsWork *w, const NewsText *t, uint32_t i){
  uint32_t m = w->aClass[NEWS_CL_ACT]|w->aClass[NEWS_CL_MOVE]|w->aClass[NEWS_CL_TRIM];
  if( !(classAt(w, t, i) & m)
   && newsWhichWord(t, i, "to will is has moves moved shifts")<0 ) return 0;
  for(uint32_t n=0; n<NEAR && i<t->nToken && !(t->aToken[i].mFlag & NEWS_TF_SENT);
      n++, i++){
    if( newsWhichWord(t, i, "its")>=0 ) return 1;
  }
  return 0;
}

/* Does an analyst's view of a share follow: "sees 40% upside for Baytex"? */
static int seesUpside(const NewsText *t, uint32_t i){
  if( newsWhichWord(t, i, "sees expects predicts")<0 ) return 0;
  for(uint32_t n=0; n<NEAR+1 && ++i<t->nToken && !(t->aToken[i].mFlag & NEWS_TF_SENT);
      n++){
    if( newsWhichWord(t, i, "upside downside")>=0 ) return 1;
  }
  return 0;
}

/* Does the buyer of the stake at token k follow: "stake in its network to Blackstone"? */
static int soldTo(const NewsText *t, uint32_t k){
  for(uint32_t n=0; n<OBJECT && ++k+1<t->nToken; n++){
    if( t->aToken[k].mFlag & NEWS_TF_SENT ) break;
    if( newsWhichWord(t, k, "to")>=0
     && (t->aToken[k+1].mShape & NEWS_SH_UPPER1) ) return 1;
  }
  return 0;
}

/* Is the token a grade of a bond: Baa3, BB+, B2, junk? */
static int isGrade(const NewsText *t, uint32_t i){
  if( newsWhichWord(t, i, "junk investment")>=0 ) return 1;
  if( i>=t->nToken || t->aToken[i].nByte>4 || t->aToken[i].c<'A'
   || t->aToken[i].c>'D' ) return 0;
  const char *z = &t->z[t->aToken[i].iByte];
  uint32_t n = t->aToken[i].nByte, k = 0;
  while( k<n && z[k] && strchr("ABCDa", z[k]) ) k++;
  if( k<n && strchr("123+-", z[k]) ) k++;
  return k==n;
}

/* Does another's credit rating follow the verb at token i: "cuts Boeing to Baa3", "raises
** Ford outlook to stable", "puts Kohl's on review", "assigns Ba3 to Chewy notes", "says
** Intel may be cut"? */
static int ratesCredit(const NewsWork *w, const NewsText *t, uint32_t i){
  int bTrim = (classAt(w, t, i) & w->aClass[NEWS_CL_TRIM])!=0;
  int bSays = !bTrim && newsWhichWord(t, i, "says said")>=0;
  uint32_t k = i+1;
  if( newsWhichWord(t, i, "assigns assigned affirms affirmed")>=0
   && isGrade(t, k) ) return 1;
  if( !bTrim && !bSays
   && newsWhichWord(t, i, "revises revised changes changed puts put keeps kept moves "
                    "moved")<0 ) return 0;
  for(; k<t->nToken && k<i+1+APPOSED && !(t->aToken[k].mFlag & NEWS_TF_SENT); k++){
    const NewsToken *x = &t->aToken[k];
    if( k==i+1 ){
      if( newsWhichWord(t, k, "outlook")>=0 && newsWhichWord(t, k+1, "on for")>=0 ){
        return 1;
      }
      if( !(x->mShape & NEWS_SH_UPPER1) || x->eKind!=NEWS_TK_WORD ) return 0;
      continue;
    }
    if( bSays ){
      if( newsWhichWord(t, k, "may might could faces")>=0 ){
        return newsWhichWord(t, k+1, "be")>=0
            && newsWhichWord(t, k+2, "cut downgraded upgraded lowered raised")>=0;
      }
    }else if( newsWhichWord(t, k, "outlook")>=0 ){
      return newsWhichWord(t, k+1, "to at")>=0
          && newsWhichWord(t, k+2, "positive stable negative developing")>=0;
    }else if( newsWhichWord(t, k, "to")>=0 ){
      return isGrade(t, k+1);
    }else if( newsWhichWord(t, k, "at")>=0 ){
      return (classAt(w, t, k+1) & w->aClass[NEWS_CL_CALL])!=0;
    }else if( newsWhichWord(t, k, "on under")>=0 ){
      return newsWhichWord(t, k+1, "review watch creditwatch")>=0;
    }
    if( !(x->mShape & NEWS_SH_UPPER1) && x->eKind!=NEWS_TK_POSS
     && !newsIsChar(x, '&') && !newsIsChar(x, '.') ) return 0;
  }
  return 0;
}

/* Does the span, before token i, rate or hold another? 2 where it is no partner or rival
** of it. */
static int rates(const NewsWork *w, const NewsText *t, uint32_t i){
  if( t->aToken[i].eKind!=NEWS_TK_WORD && !newsIsChar(&t->aToken[i], '-') ) return 0;
  if( newsWhichWord(t, i, "double also again")>=0 ) i++;
  if( newsWhichWord(t, i, "on")>=0 && i+2<t->nToken
   && (t->aToken[i+1].mClass & NEWS_LX_WEEKDAY) ) i += 2;
  if( newsIsChar(&t->aToken[i], '-') ) i++;
  if( newsWhichWord(t, i, "rival rivals supplier partner")>=0 ){
    return i+1<t->nToken && (t->aToken[i+1].mShape & NEWS_SH_UPPER1)!=0;
  }
  if( newsWhichWord(t, i, "says said")>=0 && i+1<t->nToken
   && (classAt(w, t, i+1) & w->aClass[NEWS_CL_CALL]) ) return 2;      /* "says buy" */
  if( seesUpside(t, i) || ratesCredit(w, t, i) ) return 2;
  if( newsIsChar(&t->aToken[i-1], '-')
   && newsWhichWord(t, i, "backed owned led funded controlled")>=0 ) return 1;
  uint32_t m = classAt(w, t, i);
  if( (m & w->aClass[NEWS_CL_RATE]) && (i+1>=t->nToken
      || newsWhichWord(t, i+1, "as at by to on from after following amid ; .")>=0) ){
    return 0;                                       /* "Ford upgraded at HSBC" */
  }
  if( m & (w->aClass[NEWS_CL_RATE]|w->aClass[NEWS_CL_ANALYST]) ) return 2;
  if( newsWhichWord(t, i, "turns turned goes stays remains is")>=0
   && newsWhichWord(t, i+1, "bullish bearish upbeat cautious positive negative")>=0
   && newsWhichWord(t, i+2, "on")>=0 ) return 2;
  if( !(m & w->aClass[NEWS_CL_TRIM]) ) return 0;
  if( newsWhichWord(t, i+1, "to at by from")>=0 ) return 0;       /* "cut to hold at" */
  m = w->aClass[NEWS_CL_RATING]|w->aClass[NEWS_CL_CALL];
  /* "sells a stake in Hess", but "sells a stake to Saudis"; "raises its target" is its
  ** own. */
  uint32_t bOwn = newsWhichWord(t, i+1, "its their")>=0;
  for(uint32_t k=i+1+bOwn; k<i+1+OBJECT && k<t->nToken; k++){
    if( t->aToken[k].mFlag & NEWS_TF_SENT ) break;
    if( !(classAt(w, t, k) & m) ) continue;
    if( newsWhichWord(t, k, "stake stakes position positions holding holdings")<0 ){
      if( !bOwn || newsWhichWord(t, k+1, "on for of")>=0
       || newsWhichWord(t, k-1, "price")>=0
       || (k>i+2 && (t->aToken[k-1].mShape & NEWS_SH_UPPER1)) ) return 2;
    }else if( newsWhichWord(t, i, "sells sold")>=0 && soldTo(t, k) ){
      return 0;
    }else if( newsWhichWord(t, k+1, "to")<0 || (k>i+1
           && (t->aToken[k-1].mShape & NEWS_SH_UPPER1)) ){      /* "its Nvidia stake" */
      /* Who buys one may be what the text is about. */
      return newsWhichWord(t, i, "trims trimmed cut cuts sells sold exits exited dumps "
                           "dumped slashes slashed discloses disclosed")<0 ? 1 : 2;
    }
  }
  return newsWhichWord(t, i+1, "its")>=0 && newsWhichWord(t, i+2, "outlook")>=0
      && newsWhichWord(t, i+3, "on")>=0 ? 2 : 0;
}

/* Is the span, before token i, a share that analysts speak of, or one whose quarter is
** reported: "upgrades Xilinx", "Xilinx upgraded to Buy", "Xilinx Q3 EPS"? */
static int isCovered(const NewsWork *w, const NewsField *f, const NewsSpan *s,
                     uint32_t i){
  const NewsText *t = &f->text;
  if( isRated(f, s) ) return 1;
  if( s->iTok>0 && !(t->aToken[s->iTok].mFlag & NEWS_TF_SENT)
   && newsWhichWord(t, s->iTok-1, "upgrades upgraded downgrades downgraded")>=0 ){
    return 1;
  }
  if( i>=t->nToken || (t->aToken[i].mFlag & NEWS_TF_SENT) ) return 0;
  if( classAt(w, t, i) & w->aClass[NEWS_CL_RATE] ){
    return newsWhichWord(t, i+1, "to at by from")>=0;
  }
  return newsWhichWord(t, i, "q1 q2 q3 q4 eps earnings")>=0;
}

/* Do the words beside the span speak of its shares as traded: "Twitter's shares",
** "Twitter stock", "shares of Twitter", "Twitter jumps 5%"? Of "Twitter shares data" they
** do not. */
static int isTradedBeside(const NewsWork *w, const NewsText *t, const NewsSpan *s,
                          uint32_t i){
  const uint32_t mMove = w->aClass[NEWS_CL_MOVE];
  /* "shares of health insurer Aetna" */
  uint32_t iOf = s->iTok;
  for(int n=0; n<NEAR-1 && iOf>1 && !(t->aToken[iOf].mFlag & NEWS_TF_SENT); n++){
    if( newsWhichWord(t, --iOf, "of in")>=0 ){
      if( newsWhichWord(t, iOf-1, "shares stock")>=0 ) return 1;
      break;
    }
    if( t->aToken[iOf].eKind!=NEWS_TK_WORD
     || (t->aToken[iOf].mShape & NEWS_SH_UPPER1) ) break;
  }
  if( i>=t->nToken || (t->aToken[i].mFlag & NEWS_TF_SENT) ) return 0;
  int bPoss = t->aToken[i].eKind==NEWS_TK_POSS;
  i += (uint32_t)bPoss;
  if( newsWhichWord(t, i, "stock")>=0 ) return 1;
  if( newsWhichWord(t, i, "shares")>=0 ){
    const NewsToken *k = &t->aToken[i+1];
    return bPoss || i+1>=t->nToken || (k->mFlag & NEWS_TF_SENT)
        || k->eKind==NEWS_TK_PUNCT || (classAt(w, t, i+1) & mMove)
        || newsWhichWord(t, i+1, PLURAL_MOVES)>=0
        || newsWhichWord(t, i+1, "are were have had up down at on after as trade traded "
                                 "close closed open opened")>=0;
  }
  if( bPoss ) return 0;
  if( newsWhichWord(t, i, "up down")>=0 ) return percentNear(t, i+1);
  if( !(classAt(w, t, i) & mMove) ) return 0;
  return percentNear(t, i+1)
      || (newsWhichWord(t, i, "surges soars plunges tumbles jumps sinks slumps slides "
                        "skyrockets surged soared plunged tumbled")>=0
          && (i+1>=t->nToken || (t->aToken[i+1].mFlag & NEWS_TF_SENT)
              || newsWhichWord(t, i+1, "on after as amid following premarket")>=0));
}

int newsIsTraded(const NewsWork *w, const NewsField *f, const NewsSpan *s){
  uint32_t i = s->iTok+s->nTok;
  return isTradedBeside(w, &f->text, s, i) || isCovered(w, f, s, i);
}

/* Do several of which the span is one do what companies do: "Target, Gap fall", "Best Buy
** and Dick's raise outlooks"? */
static int isPluralDeed(const NewsWork *w, const NewsField *f, const NewsSpan *s,
                        int mAlso){
  const NewsText *t = &f->text;
  uint32_t i = s->iTok+s->nTok, iEnd = newsListEnd(w, t, i, PLURAL_MOVES);
  if( i<t->nToken && t->aToken[i].eKind==NEWS_TK_POSS ){
    iEnd = newsListEnd(w, t, i+1, PLURAL_MOVES);
  }
  int bLast = s->iTok>1 && !(t->aToken[s->iTok].mFlag & NEWS_TF_SENT)
           && (newsIsChar(&t->aToken[s->iTok-1], ',')
               || newsWhichWord(t, s->iTok-1, "and &")>=0)
           && (t->aToken[s->iTok-2].mShape & NEWS_SH_UPPER1);
  if( iEnd<=i+1 && !bLast ) return 0;
  if( bLast && iEnd==i && i<t->nToken && t->aToken[i].eKind==NEWS_TK_POSS ) iEnd++;
  if( iEnd>=t->nToken || (t->aToken[iEnd].mFlag & NEWS_TF_SENT) ) return 0;
  if( mAlso==0 && newsWhichWord(t, iEnd, PLURAL_MOVES)>=0 ) return 1;
  if( classAt(w, t, iEnd) & w->aClass[NEWS_CL_SHARE] ) return 1;
  return ((classAt(w, t, iEnd) & w->aClass[NEWS_CL_PLAN])
          || newsWhichWord(t, iEnd, PLURAL_ACTS)>=0)
      && objectAhead(w, t, iEnd+1, APPOSED);
}

/* Does something of the span's grow or shrink: "Otis orders rise", "ICE profit rises", or
** do its users speak: "Chime users complained"? Or "Emerson beats", without a loser. */
static int isGrowing(const NewsWork *w, const NewsText *t, uint32_t i, int mAlso){
  if( newsWhichWord(t, i, "profit profits")>=0 && i+1<t->nToken ){
    return (classAt(w, t, i+1) & w->aClass[NEWS_CL_MOVE])
        || newsWhichWord(t, i+1, PLURAL_MOVES)>=0;
  }
  if( mAlso & NEWS_ALSO_OTHER ) return 0;
  if( newsWhichWord(t, i, "orders shipments deliveries bookings volumes margins")>=0 ){
    return newsWhichWord(t, i+1, PLURAL_MOVES)>=0;
  }
  if( newsWhichWord(t, i, "beats misses")>=0 ){
    return i+1>=t->nToken || (t->aToken[i+1].mFlag & NEWS_TF_LINE)
        || newsIsChar(&t->aToken[i+1], ';');
  }
  return !mAlso && newsWhichWord(t, i, "users customers subscribers")>=0
      && newsWhichWord(t, i+1, "complain complained report reported say said face faced "
                       "lose lost could can were will")>=0;
}

int newsEndsSession(const NewsText *t, uint32_t i){
  /* "posts third straight weekly gain" */
  if( newsWhichWord(t, i, "posts posted logs logged notches notched snaps snapped "
                    "extends extended scores ekes heads headed")>=0 ){
    for(uint32_t n=0; n<APPOSED && ++i<t->nToken && !(t->aToken[i].mFlag & NEWS_TF_SENT);
        n++){
      if( newsWhichWord(t, i, "gain gains loss losses streak close high low weekly "
                        "monthly session rally")>=0 ) return 1;
    }
    return 0;
  }
  return newsWhichWord(t, i, "ends ended closes closed opens opened finishes finished "
                       "settles settled hits hit")>=0
      && newsWhichWord(t, i+1, "at up down above below lower higher flat mixed little "
                       "near in on record new all")>=0;
}

int newsCompanyDeed(const NewsWork *w, const NewsField *f, const NewsSpan *s,
                    int mAlso){
  const NewsText *t = &f->text;
  uint32_t i = s->iTok+s->nTok;
  if( s->eSubtype==NEWS_ST_EXCHANGE && newsEndsSession(t, i) ) return NEWS_DEED_NONE;
  if( s->iTok>0 && newsWhichWord(t, s->iTok-1, "the")>=0 ) return NEWS_DEED_NONE;
  /* "This Westlake Analyst Turns Bullish" */
  if( s->iTok>0 && newsWhichWord(t, i, "analyst analysts")>=0
   && newsWhichWord(t, s->iTok-1, "this these top")>=0 ) return NEWS_DEED_PLAIN;
  if( s->iTok>0 && (f->aUse[s->iTok] & NEWS_US_LINE)
   && newsWhichWord(t, s->iTok-1, "its his her their our my your a an this")>=0 ){
    return NEWS_DEED_NONE;
  }
  /* "Campbell's" with a verb is no man. */
  if( t->aToken[i-1].eKind==NEWS_TK_POSS ){
    mAlso &= ~NEWS_ALSO_PERSON;
    if( classAhead(w, t, i, OWNED-1, w->aClass[NEWS_CL_COMPANY]) ) return NEWS_DEED_PLAIN;
  }
  if( isDealt(w, f, s, mAlso) || isKind(w, t, s) || isTrader(w, f, s, mAlso)
   || isHeadOfItem(w, t, s) ) return NEWS_DEED_PLAIN;
  if( i>=t->nToken || (t->aToken[i].mFlag & NEWS_TF_SENT) ) return NEWS_DEED_NONE;
  /* "Apple To $280?": no price is set to a plain word at the head of a line. */
  if( !mAlso && newsWhichWord(t, i, "to")>=0 && newsIsChar(&t->aToken[i+1], '$')
   && (s->iTok==0 || (t->aToken[s->iTok].mFlag & (NEWS_TF_LINE|NEWS_TF_SENT))) ){
    return NEWS_DEED_PLAIN;
  }
  /* "Amazon reportedly plans", "Block also cuts staff" */
  if( newsWhichWord(t, i, "reportedly also again quietly finally officially")>=0 ){
    if( !(mAlso & NEWS_ALSO_PERSON) && newsWhichWord(t, i, "reportedly")>=0 ){
      return NEWS_DEED_PLAIN;
    }
    if( ++i>=t->nToken || (t->aToken[i].mFlag & NEWS_TF_SENT) ) return NEWS_DEED_NONE;
  }
  if( !mAlso && newsWhichWord(t, i, "settles settled")>=0 ) return NEWS_DEED_PLAIN;
  if( !(mAlso & NEWS_ALSO_OTHER) && isInTalks(t, i) ) return NEWS_DEED_PLAIN;
  if( !(mAlso & NEWS_ALSO_OTHER)
   && newsWhichWord(t, i, "begins began starts started plans")>=0
   && newsWhichWord(t, i+1, "layoffs production construction shipments deliveries "
                    "hiring")>=0 ) return NEWS_DEED_PLAIN;
  if( (mAlso==0 || newsPairListed(w, t, s)) && isPluralDeed(w, f, s, mAlso)
   && !newsEndsTerm(w, t, s) ){
    return NEWS_DEED_PLAIN;
  }
  if( !(mAlso & NEWS_ALSO_OTHER) && newsWhichWord(t, i, "joins joined enters leaves")>=0
   && newsWhichWord(t, i+1, "the")>=0
   && newsWhichWord(t, i+2, "s&p dow nasdaq nasdaq-100 ftse russell stoxx msci")>=0 ){
    return NEWS_DEED_PLAIN;
  }
  if( (t->aToken[i].mClass & NEWS_LX_VERBCUE) && !mAlso
   && newsWhichWord(t, i, "posts notes claims reports comments counts points")<0 ){
    return NEWS_DEED_PLAIN;
  }
  if( t->aToken[i].eKind==NEWS_TK_POSS ){
    uint32_t mOwn = w->aClass[NEWS_CL_RATING]|w->aClass[NEWS_CL_COMPANY]
                  | w->aClass[NEWS_CL_SHARE];
    if( !mAlso ) mOwn |= w->aClass[NEWS_CL_THING];
    if( !mAlso && !(f->aUse[s->iTok] & NEWS_US_CHUNK)
     && newsSentenceTells(w, t, i, NEWS_TP_MARKET) ){
      return NEWS_DEED_PLAIN;
    }
    return classAhead(w, t, i+1, OWNED, mOwn) ? NEWS_DEED_PLAIN : NEWS_DEED_NONE;
  }
  uint32_t m = classAt(w, t, i);
  if( !mAlso && newsWhichWord(t, i, "works working worked teams teaming teamed partners "
                              "partnering partnered collaborates collaborating")>=0 ){
    uint32_t iWith = i+1+(newsWhichWord(t, i+1, "up")>=0);
    if( newsWhichWord(t, iWith, "with")>=0 && iWith+1<t->nToken
     && (t->aToken[iWith+1].mShape & NEWS_SH_UPPER1) ) return NEWS_DEED_PLAIN;
  }
  if( newsWhichWord(t, i, "option options")>=0
   && newsWhichWord(t, i+1, "alert alerts activity")>=0 ) return NEWS_DEED_PLAIN;
  if( newsWhichWord(t, i, "q1 q2 q3 q4")>=0
   && newsSentenceTells(w, t, i, NEWS_TP_MARKET) ) return NEWS_DEED_PLAIN;
  if( !(mAlso & NEWS_ALSO_OTHER) && newsIsChar(&t->aToken[i], '-')
   && newsIsGlued(&t->aToken[i])
   && newsWhichWord(t, i+1, "led backed owned funded")>=0 ) return NEWS_DEED_PLAIN;
  if( !(mAlso & NEWS_ALSO_OTHER) && newsWhichWord(t, i, "is are was keeps")>=0
   && newsWhichWord(t, i+1, GOING_MOVES)>=0 ) return NEWS_DEED_PLAIN;
  if( m & w->aClass[NEWS_CL_SHARE] ) return NEWS_DEED_PLAIN;
  if( !mAlso && seesUpside(t, i) ) return NEWS_DEED_PLAIN;
  /* "Match to cut 13% of staff" */
  if( !mAlso && newsWhichWord(t, i, "to")>=0 && i+1<t->nToken
   && (classAt(w, t, i+1) & w->aClass[NEWS_CL_PLAN]) ) return NEWS_DEED_PLAIN;
  if( isGrowing(w, t, i, mAlso) ) return NEWS_DEED_PLAIN;
  if( percentNear(t, i) ){
    if( !(mAlso & NEWS_ALSO_OTHER) && isQuoted(f, s) ) return NEWS_DEED_PLAIN;
    int bMove = (m & w->aClass[NEWS_CL_MOVE]) && !(mAlso & NEWS_ALSO_OTHER)
             && s->eSubtype!=NEWS_ST_EXCHANGE;      /* of which it is the index */
    return bMove ? NEWS_DEED_PLAIN : NEWS_DEED_CAPITAL;
  }
  if( (m & w->aClass[NEWS_CL_MOVE]) && !mAlso && s->eSubtype!=NEWS_ST_EXCHANGE ){
    return NEWS_DEED_PLAIN;
  }
  if( !(mAlso & NEWS_ALSO_OTHER) && s->eSubtype!=NEWS_ST_EXCHANGE
   && (m & w->aClass[NEWS_CL_MOVE]) && isMoney(w, t, i) ) return NEWS_DEED_PLAIN;
  if( (m & w->aClass[NEWS_CL_RATE]) && !(mAlso & NEWS_ALSO_OTHER) ){
    return NEWS_DEED_PLAIN;
  }
  if( !(mAlso & NEWS_ALSO_OTHER)
   && newsWhichWord(t, i, "sales profit profits results net guidance outlook margins "
                    "ceo cfo coo chief chairman boss")>=0 ) return NEWS_DEED_PLAIN;
  if( (m & w->aClass[NEWS_CL_ACT])
   && objectAhead(w, t, i+1, mAlso & NEWS_ALSO_OTHER ? NEAR : APPOSED) ){
    return NEWS_DEED_PLAIN;
  }
  if( !(mAlso & NEWS_ALSO_OTHER) && hasIts(w, t, i) ) return NEWS_DEED_PLAIN;
  if( (m & w->aClass[NEWS_CL_TRIM]) && rates(w, t, i) ) return NEWS_DEED_PLAIN;
  if( newsWhichWord(t, i, "agrees agreed aims seeks looks")>=0 ) i++;
  if( i+1<t->nToken && (classAt(w, t, i+1) & w->aClass[NEWS_CL_PLAN]) ){
    int bWill = newsWhichWord(t, i, "to will would may might could plans must should "
                              "can")>=0;
    if( i>s->iTok+s->nTok && !mAlso && newsWhichWord(t, i, "to")>=0 ){
      return NEWS_DEED_PLAIN;                       /* "Gap agrees to buy" */
    }
    if( bWill && objectAhead(w, t, i+2, OBJECT/2) ) return NEWS_DEED_PLAIN;
  }
  return NEWS_DEED_NONE;
}

int newsIsActing(const NewsWork *w, const NewsField *f, const NewsSpan *s){
  const NewsText *t = &f->text;
  uint32_t i = s->iTok+s->nTok;
  if( s->iTok>1 && newsWhichWord(t, s->iTok-1, "at from with of by")>=0
   && (classAt(w, t, s->iTok-2) & w->aClass[NEWS_CL_ANALYST]) ) return 2;
  /* "upgraded to buy at Jefferies", "cut to BBB- by Moody's" */
  if( s->iTok>2 && newsWhichWord(t, s->iTok-1, "by")>=0
   && ((classAt(w, t, s->iTok-2) & w->aClass[NEWS_CL_RATE])
       || isGrade(t, s->iTok-2-(newsWhichWord(t, s->iTok-2, "- +")>=0))) ) return 2;
  if( s->iTok>1 && newsWhichWord(t, s->iTok-1, "at")>=0
   && ((classAt(w, t, s->iTok-2) & w->aClass[NEWS_CL_CALL])
       || newsWhichWord(t, s->iTok-2, "upgraded downgraded initiated cut raised "
                        "overweight underweight bullish bearish")>=0) ) return 2;
  if( i>=t->nToken || (t->aToken[i].mFlag & NEWS_TF_SENT) ) return 0;
  int eRates = 0;
  if( newsWhichWord(t, i, "upgrade downgrade")>=0 ) return 2;
  if( t->aToken[i].eKind==NEWS_TK_POSS && i+1<t->nToken ) i++;
  else if( (eRates = rates(w, t, i))!=0 ) return eRates;
  else{
    const uint32_t m = w->aClass[NEWS_CL_RATE]|w->aClass[NEWS_CL_TRIM]
                     | w->aClass[NEWS_CL_ANALYST];
    for(int n=0; n<2 && i<t->nToken && (t->aToken[i].mShape & NEWS_SH_UPPER1)
              && !(t->aToken[i].mFlag & NEWS_TF_SENT) && !(classAt(w, t, i) & m); n++ ){
      i++;                                          /* "BMO Capital Initiates" */
    }
  }
  return i<t->nToken ? rates(w, t, i) : 0;
}

/* Are the n tokens from i on, up to a name, of a company's own accounts, and of no view
** of another's: "own profit rose", but "revenue estimate", "price target"? */
static int ownAhead(const NewsWork *w, const NewsText *t, uint32_t i, uint32_t n){
  int bOwn = 0;
  for(; n>0 && i<t->nToken && !(t->aToken[i].mFlag & NEWS_TF_SENT); n--, i++){
    const uint32_t m = classAt(w, t, i);
    if( (m & (w->aClass[NEWS_CL_RATING]|w->aClass[NEWS_CL_ANALYST]))
     || newsWhichWord(t, i, "estimate estimates forecast forecasts upgrade downgrade "
                      "note")>=0
     || (newsWhichWord(t, i, "shares stock")>=0
         && newsWhichWord(t, i+1, "of in")>=0) ) return 0;
    if( t->aToken[i].mShape & NEWS_SH_UPPER1 ) break;
    bOwn |= (m & w->aClass[NEWS_CL_SHARE])
         || newsWhichWord(t, i, "profit profits sales results jobs staff workers payout "
                          "buyback branches business unit loss")>=0;
  }
  return bOwn;
}

int newsIsOwnNews(const NewsWork *w, const NewsField *f, const NewsSpan *s){
  const NewsText *t = &f->text;
  uint32_t i = s->iTok+s->nTok;
  if( isTradedBeside(w, t, s, i) || isCovered(w, f, s, i) ) return 1;
  if( i>=t->nToken || (t->aToken[i].mFlag & NEWS_TF_SENT) ) return 0;
  if( t->aToken[i].eKind==NEWS_TK_POSS ) return ownAhead(w, t, i+1, NEAR);
  if( newsWhichWord(t, i, "also then itself")>=0 ) i++;
  const uint32_t m = classAt(w, t, i);
  if( m & (w->aClass[NEWS_CL_MOVE]|w->aClass[NEWS_CL_SHARE]) ) return 1;
  if( newsWhichWord(t, i, "will would plans agreed agrees")>=0 ){
    return ownAhead(w, t, i+1, OBJECT/2)
        || (classAt(w, t, i+1+(newsWhichWord(t, i+1, "to")>=0))
            & w->aClass[NEWS_CL_PLAN])!=0;
  }
  if( newsWhichWord(t, i, "said says")>=0 ){
    return newsWhichWord(t, i+1, "its")>=0 && ownAhead(w, t, i+2, NEAR);
  }
  if( newsWhichWord(t, i, "expects expected sees forecasts projects projected warns "
                    "warned")>=0 || !(m & w->aClass[NEWS_CL_ACT]) ) return 0;
  return m & w->aClass[NEWS_CL_TRIM] ? ownAhead(w, t, i+1, OBJECT/2)
                                     : objectAhead(w, t, i+1, APPOSED);
}

/* Does the sentence from token i on name a man's kin: "with his brother Roy"? */
static int hasKin(const NewsText *t, uint32_t i){
  for(uint32_t n=0; n<KIN && i<t->nToken && !(t->aToken[i].mFlag & NEWS_TF_SENT);
      n++, i++){
    if( t->aToken[i].eKind==NEWS_TK_PUNCT ) return 0;
    if( newsWhichWord(t, i, "his her")>=0 ){
      return newsWhichWord(t, i+1, "brother brothers sister wife husband father mother "
                           "son daughter parents uncle cousin")>=0;
    }
  }
  return 0;
}

/* Is the span, before token i, a man: "Walt Disney was born", "Ralph Lauren, 86,
** greeted", "John Deere built his first plow", "Judge Morgan Stanley Ruiz"? */
static int isMan(const NewsWork *w, const NewsText *t, const NewsSpan *s, uint32_t i){
  const NewsToken *k = &t->aToken[s->iTok];
  uint32_t m = w->aClass[NEWS_CL_COMPANY]|w->aClass[NEWS_CL_STAFF]
             | w->aClass[NEWS_CL_ANALYST];
  if( !(k->mClass & NEWS_LX_GIVEN) && !(k->mShape & NEWS_SH_DOT) ) return 0;
  if( s->iTok>0 && !(k->mFlag & NEWS_TF_SENT) && (k[-1].mClass & NEWS_LX_TITLE)
   && (k[-1].mShape & NEWS_SH_UPPER1) && (t->aToken[i].mShape & NEWS_SH_UPPER1)
   && (t->aToken[i].mClass & NEWS_LX_SURNAME) ) return 1;
  if( s->iTok>0 && !(k->mFlag & NEWS_TF_LINE)
   && newsWhichWord(t, s->iTok-1, "mr. mrs. ms. dr. prof. sen. rep. judge senator")>=0
   && (k[-1].mShape & NEWS_SH_UPPER1) ) return 1;
  if( i+2<t->nToken && newsIsChar(&t->aToken[i], ',')
   && t->aToken[i+1].eKind==NEWS_TK_NUMBER && t->aToken[i+1].nByte==2
   && newsIsChar(&t->aToken[i+2], ',') ) return 1;
  if( i+3<t->nToken && newsIsChar(&t->aToken[i], ',')
   && newsWhichWord(t, i+1, "the a its who")>=0
   && newsWhichWord(t, i+2, "founder co-founder inventor entrepreneur pioneer")>=0 ){
    return 1;
  }
  int bPoss = i<t->nToken && t->aToken[i].eKind==NEWS_TK_POSS;
  if( bPoss ) i++;
  else if( hasKin(t, i) ) return 1;
  if( classAhead(w, t, i, NEAR+1, m) ) return 0;
  if( classAhead(w, t, i, NEAR+1, w->aClass[NEWS_CL_LIFE]) ) return 1;
  for(uint32_t n=0; !bPoss && n<NEAR && i<t->nToken; n++, i++){
    if( (t->aToken[i].mFlag & NEWS_TF_SENT)
     || t->aToken[i].eKind!=NEWS_TK_WORD ) return 0;
    if( n>0 && newsWhichWord(t, i, "his her")>=0 ) return 1;
  }
  return 0;
}

/* Is the word at token i a state of the U.S. as it stands behind a town, or a country
** before a comma? */
static int isState(const NewsWork *w, const NewsField *f, uint32_t i){
  const NewsText *t = &f->text;
  uint32_t iRun, nTok;
  NewsCand aCand[NEWS_CAND_MAX];
  NewsSpan x;
  if( i>=t->nToken || !newsMatchAt(w, 0, t, i, &iRun, &nTok) ) return 0;
  memset(&x, 0, sizeof(x));
  x.iMatch = i;
  x.iRun = iRun;
  x.iRunUser = NEWS_NOBODY;
  int n = newsCandidates(w, t, &x, aCand);
  for(int k=0; k<n; k++){
    NewsFacts q;
    newsFacts(w->pGaz, aCand[k].iNumber, &q);
    if( q.eSubtype==NEWS_ST_COUNTRY && newsIsChar(&t->aToken[i+nTok], ',')
     && !(f->aUse[i] & NEWS_US_LINE) ) return 1;
    if( q.eSubtype!=NEWS_ST_REGION || q.zCountry==0
     || strcmp(q.zCountry, "US") ) continue;
    /* In a list of Title Case only an abbreviation tells: "Target, Texas Agree". */
    i += nTok;
    return !(f->aUse[i-1] & NEWS_US_LINE) || newsIsChar(&t->aToken[i], ',')
        || i>=t->nToken;
  }
  return 0;
}

/* Is the span, before token i, a town: "Hershey, Pennsylvania", "Newmont, a hamlet"? */
static int isTown(const NewsWork *w, const NewsField *f, const NewsSpan *s, uint32_t i){
  const NewsText *t = &f->text;
  if( s->nTok>1 || i+1>=t->nToken || !newsIsChar(&t->aToken[i], ',') ) return 0;
  if( isState(w, f, i+1) ) return 1;
  return newsWhichWord(t, i+1, "a an the in on near outside")>=0
      && classAhead(w, t, i+2, NEAR, w->aClass[NEWS_CL_TOWN])
      && !classAhead(w, t, i+2, APPOSED,
                     w->aClass[NEWS_CL_COMPANY]|w->aClass[NEWS_CL_KIND]);
}

/* Are the span's two capitals the initials of a man: "BP Singh"? */
static int isInitial(const NewsField *f, const NewsSpan *s, uint32_t i){
  const NewsToken *k = &f->text.aToken[i];
  return s->nTok==1 && s->nByte==2 && newsAllCaps(k-1) && !(f->aUse[i] & NEWS_US_LINE)
      && i<f->text.nToken && !(k->mFlag & (NEWS_TF_LINE|NEWS_TF_SENT))
      && (k->mShape & NEWS_SH_UPPER1) && !newsAllCaps(k) && (k->mFlag & NEWS_TF_SPACE)
      && (k->mClass & (NEWS_LX_SURNAME|NEWS_LX_COMMON|NEWS_LX_NAMEWORD))==NEWS_LX_SURNAME;
}

int newsIsTown(const NewsWork *w, const NewsField *f, const NewsSpan *s){
  return isTown(w, f, s, s->iTok+s->nTok);
}

int newsIsLandscape(const NewsWork *w, const NewsField *f, const NewsSpan *s){
  const NewsToken *k = &f->text.aToken[s->iTok+s->nTok];
  if( s->nTok>1 || s->iTok==0 || (f->aUse[s->iTok] & NEWS_US_LINE)
   || newsWhichWord(&f->text, s->iTok-1, "the")<0 ) return 0;
  return k->eKind==NEWS_TK_PUNCT || (k->mClass & NEWS_LX_STOP)
      || (newsClassOf(w, k->hash) & w->aClass[NEWS_CL_MOVE]);
}

int newsNamesake(const NewsWork *w, const NewsField *f, const NewsSpan *s){
  uint32_t i = s->iTok+s->nTok;
  if( s->eLabel!=NEWS_ORG || s->zSymbol || (s->mFlag & NEWS_SF_LEGAL) ) return 0;
  if( isInitial(f, s, i) ) return NEWS_PERSON;
  if( s->nTok==2 && isMan(w, &f->text, s, i) ) return NEWS_PERSON;
  if( s->eSubtype==NEWS_ST_COMPANY && isTown(w, f, s, i) ) return NEWS_LOC;
  return 0;
}
