"""Small words that show what a clause does: compare, order, explain, doubt."""

from claims.finding.lexicon import phrases, words

SUPERLATIVES = words(
    """first only sole unique unprecedented record-breaking biggest largest smallest oldest youngest tallest
    longest shortest highest lowest fastest slowest richest poorest best worst most least best-known
    best-selling last longest-serving top-selling most-watched greatest earliest latest deepest cheapest
    strongest steepest deadliest hottest coldest wettest driest heaviest busiest wealthiest newest rarest
    closest nearest widest main number-one longest-lived best-paid top-ranked record"""
)
ABSOLUTES = words(
    """never always every everyone everybody nobody none nothing all entire entirely completely any no forever
    nowhere everywhere each unanimous unanimously ever exclusively exclusive universally majority neither
    widely common commonly prevalent endemic widespread nearly increasingly popular rarely"""
)
# Words in -est that compare nothing.
NOT_SUPERLATIVE = words(
    """interest forest guest request protest west east test rest arrest invest suggest contest harvest manifest
    nest chest priest quest digest honest modest southwest northwest midwest northeast southeast rainforest
    unrest conquest zest pest vest crest jest behest bequest ingest infest divest detest attest molest
    armrest everest budapest inquest tempest earnest contest retest protest dearest wrest fest est"""
)
CAUSES = words(
    """because caused causes causing cause prompting prompted triggered triggering resulting blamed blaming led
    leads forced forcing thanks owing stemmed stems sparked sparking attributed contributed contributes
    helped drove driven due so fuelled fueled spurred spurring therefore thus consequently enabled enabling
    boosted"""
)
STRONG_CAUSES = words(
    """because caused causes causing prompting prompted triggered triggering blamed blaming stemmed stems
    sparked sparking attributed fuelled fueled spurred therefore consequently owing"""
)
CAUSE_PHRASES = phrases(
    """due to, led to, leads to, as a result, resulted in, thanks to, result of, so that, in order to,
    because of, leading to, contributed to, in response to, driven by, ended her, ended his, after poor,
    after heavy, so he, so she, so they, gave rise to, earned him, earned her, originated with,
    in the hopes of, to avoid, to stop"""
)
SEQUENCES = words(
    """before after then until later earlier previously subsequently since began started again once followed
    already still yet former formerly originally initially eventually finally afterwards next when while
    during succeeded preceded meanwhile ahead last again never prior ultimately twice"""
)
SEQUENCE_PHRASES = phrases(
    """for the first time, long before, not long before, shortly after, soon after, at the same time,
    around the same time, months later, years later, in a row, has not, have not, had not, until then,
    by the time, no such, used to"""
)
FIRST_PERSON = words("i me my mine myself we us our ours i'm i've i'd i'll we're we've we'd we'll")
SECOND_PERSON = words("you your yours yourself you're you've you'd you'll")
THIRD_PERSON = words("he she him her his hers himself herself they their them")
ONE_PERSON = words("he she him her his hers himself herself he's she's")
HEDGES = words(
    """perhaps maybe might seems seemed seem probably possibly presumably arguably apparently supposedly
    hopefully imagine guess wonder suppose somehow"""
)
OPINIONS = words(
    """beautiful lovely brutal terrible awful wonderful amazing great greatness cruel strange odd curious ugly
    pretty nice sad happy brilliant elegant charming magnificent stunning gorgeous awkward absurd silly
    foolish brave cowardly courageous delightful glorious graceful hilarious horrible ideal important
    impressive incredible inevitable interesting ironic marvellous mere miraculous obvious obviously oddity
    perfect pleasant remarkable ridiculous romantic shameful simple simply splendid sublime superb surely
    surprising tough tragic true truly unbelievable undeniable unforgettable unfortunate unfortunately
    unlikely vivid worthy wrong clearly certainly indeed cliche cliché bold hard easy fair unfair good bad
    better hopeful sublime inspiring poignant raw honest hope dream surreal absurdity subtle exaggeration
    pity guess music"""
)
OPINION_PHRASES = phrases(
    """it is hard to, it's hard to, it is easy to, one might, one could, of course, in other words, no wonder,
    after all, who knows, so they say, as they say, or so, should never, should be, ought to, need to,
    have to, let us, let's, what a, how can, not least, pinch of salt, hard to imagine, some say, no doubt,
    it seems, it is time, it's time, it remains to be seen, only time will tell, take that with, kind of,
    sort of, i think, i believe, i hope, i want, i feel, i guess, i love, i know, we want, we need, we must,
    we hope, we believe, we should, i would, i'm going to"""
)
DETERMINERS = words(
    "the a an his her its their this that these those my our your some several many few both each every no another"
)
RELATIVES = words("who which whose whom where that")
SUBORDINATORS = words(
    """because although though while whereas when after before until since as if unless once even despite
    according citing blaming including with where who which whose than so"""
)
SUBJECTS = words(
    "he she it they we i you there this these those who nobody everyone somebody one some others both most"
)
PREPOSITIONS = words(
    """in on at by with from of to for as near over under about against between through during without within
    into outside inside across behind beyond along around after before since until toward towards among
    despite per via"""
)
