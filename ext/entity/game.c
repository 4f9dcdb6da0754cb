/*
** game.c - towns that are teams, by the scores beside them.
**
**   "Pittsburgh 5 Columbus 2"            two teams
**   "Chicago 33, New Orleans 25 (OT)"    two teams
**   "Philadelphia at Buffalo, 1 p.m."    two teams, where it is a line of its own
**   "NEW YORK 76 60 .559 -"              a team
**   "Japan 2 Syria 1"                    countries stay places
**
** HOW IT WORKS. Of two spans side by side each has a number behind it that may be a
** score; or the first begins a line and "at" joins them; or one begins a line and has
** games won and lost behind it, and their share. A town or region of them becomes
** an organisation that nobody knows more of.
*/
#include "entityInt.h"

#define GAME_STEPS  8       /* steps of work that a span counts */
#define TEAM_SCORE 850

/* A town, or a region; also what is a team already. */
static int isTeam(const NewsSpan *s){
  if( s->eLabel==NEWS_ORG ) return 1;
  return s->eLabel==NEWS_LOC && s->eSubtype!=NEWS_ST_COUNTRY
      && s->eSubtype!=NEWS_ST_FACILITY;
}

/* Is token i a whole number of at most three digits, with a blank around it? */
static int isScore(const NewsText *t, uint32_t i){
  const NewsToken *k = &t->aToken[i];
  if( i>=t->nToken || k->eKind!=NEWS_TK_NUMBER || k->nByte>3 ) return 0;
  for(uint32_t n=0; n<k->nByte; n++){
    if( t->z[k->iByte+n]<'0' || t->z[k->iByte+n]>'9' ) return 0;
  }
  return (k->mFlag & NEWS_TF_SPACE) && !(k->mFlag & NEWS_TF_LINE);
}

/* Is token i three digits right behind the token before it: ".559"? */
static int isGluedScore(const NewsText *t, uint32_t i){
  const NewsToken *k = &t->aToken[i];
  return k->eKind==NEWS_TK_NUMBER && k->nByte==3 && !(k->mFlag & NEWS_TF_SPACE);
}

/* Does a pair, or the line, end before token i? */
static int isEnd(const NewsText *t, uint32_t i){
  const NewsToken *k = &t->aToken[i];
  return i>=t->nToken || (k->mFlag & (NEWS_TF_LINE|NEWS_TF_SENT))
      || newsIsChar(k, ',') || newsIsChar(k, ';') || newsIsChar(k, '.')
      || newsIsChar(k, '(');
}

/* Do the two spans, the second of which is the next one, play each other? */
static int isGame(const NewsText *t, const NewsSpan *s, const NewsSpan *q){
  uint32_t i = s->iTok+s->nTok, iEnd = q->iTok+q->nTok;
  if( i>=t->nToken || (t->aToken[i].mFlag & NEWS_TF_LINE) ) return 0;
  if( newsWhichWord(t, i, "at")>=0 ){
    return i+1==q->iTok && (t->aToken[s->iTok].mFlag & NEWS_TF_LINE)
        && !(t->aToken[q->iTok].mFlag & NEWS_TF_LINE)
        && (iEnd>=t->nToken || (t->aToken[iEnd].mFlag & NEWS_TF_LINE)
            || (newsIsChar(&t->aToken[iEnd], ',')
                && t->aToken[iEnd+1].eKind==NEWS_TK_NUMBER));
  }
  if( !isScore(t, i) || !isScore(t, iEnd) || !isEnd(t, iEnd+1) ) return 0;
  i++;
  if( newsIsChar(&t->aToken[i], ',') ) i++;
  return i==q->iTok && !(t->aToken[i].mFlag & NEWS_TF_LINE);
}

/* Does a line of a table of standings begin with the span: "NEW YORK 76 60 .559"? */
static int isStanding(const NewsText *t, const NewsSpan *s){
  uint32_t i = s->iTok+s->nTok;
  if( !(t->aToken[s->iTok].mFlag & NEWS_TF_LINE) || !isScore(t, i) || !isScore(t, i+1)
   || i+3>=t->nToken ) return 0;
  return newsIsChar(&t->aToken[i+2], '.') && isGluedScore(t, i+3);
}

static void makeTeam(NewsSpan *s){
  if( s->eLabel==NEWS_LOC ) newsSpanBecome(s, NEWS_ORG, NEWS_ST_SPORT, TEAM_SCORE);
}

void newsGames(NewsWork *w){
  for(uint32_t i=0; i<w->nSpan && !newsWorkCount(w, GAME_STEPS); i++){
    NewsSpan *s = &w->aSpan[i], *q = s+1;
    if( s->eLabel==NEWS_LOC && isTeam(s)
     && isStanding(&w->aField[s->bBody].text, s) ) makeTeam(s);
    if( i+1==w->nSpan || s->bBody!=q->bBody || !isTeam(s) || !isTeam(q)
     || !isGame(&w->aField[s->bBody].text, s, q) ) continue;
    makeTeam(s);
    makeTeam(q);
    /* "(OT)", "(SO)" behind the score is how it came about. */
    const NewsToken *k = &w->aField[q->bBody].text.aToken[q->iTok+q->nTok];
    if( i+2<w->nSpan && q[1].bBody==q->bBody && q[1].iTok==q->iTok+q->nTok+2
     && newsIsChar(k+1, '(') ) q[1].mFlag |= NEWS_SF_DROP;
    i++;
  }
}
