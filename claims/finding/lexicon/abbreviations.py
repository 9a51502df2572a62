"""Abbreviations that carry a full stop without ending a sentence."""

from claims.finding.lexicon import words

# A name or a number always follows these.
NEVER_LAST = words(
    """mr mrs ms mx dr sen sens gov govs lt gen rep reps rev sgt capt prof profs mt messrs hon pres col maj cmdr
    adm cpl pvt supt det insp fr vs e.g i.e cf approx ca al fig figs vol ch art pp viz asst assoc dep atty
    ald brig bros dist mlle mme sra srta hr ft msgr rt amb vol est r-calif d-calif r-tex d-ill"""
)

# These may also end one: what follows decides.
MAY_BE_LAST = words(
    """inc corp co ltd llc plc jr sr esq bros st ave blvd rd etc dept univ assn no nos a.m p.m am pm u.s u.k u.n
    e.u d.c l.a n.y u.s.a u.a.e b.a m.a ph.d m.d m.b.a b.c a.d ala ariz ark calif colo conn del fla ga ill
    ind kan ky la md mass mich minn miss mo mont neb nev okla ore pa tenn tex vt va wash wis wyo n.h n.j n.m
    n.c n.d s.c s.d r.i w.va ont que alta jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues wed
    thu thur thurs fri sat sun min max hrs sq oz lb lbs mph p s.a n.v"""
)

# Words that start a sentence far oftener than they follow an abbreviation within one.
STARTERS = words(
    """a about according after again all also although among an and another any anyone are as asked at back
    because before being between both but by can could despite did do does during each earlier either even
    every everyone everything few finally first for from given had has have he hence her here his how however
    i if in indeed instead is it its just last later like many meanwhile more most much my neither never next
    no nobody none nor not nothing now of often on once one only or other others our out over perhaps read
    said says several she should since so some sometimes soon still such ten than that the their them then
    there these they this those though three through throughout thus to today together two under unlike until
    up upon was watch we were what when where whereas whether which while who whose why with within without
    would yes yet you your"""
)

# Names written with a capital inside; the letters before it are not the end of a sentence.
CAMEL = words(
    """youtube paypal linkedin fedex javascript tiktok github whatsapp spacex openai deepmind buzzfeed huffpost
    wikileaks mastercard playstation astrazeneca glaxosmithkline biontech exxonmobil unitedhealth jetblue
    crossfit softbank blackrock dreamworks harpercollins soho tribeca pricewaterhousecoopers ebay iphone ipad
    imac ipod macos ios itunes blackberry bluesky postgresql powerpoint photoshop facetime airbnb doordash
    linkedin onlyfans draftkings fanduel microstrategy firstenergy conocophillips abbvie novavax medimmune
    politifact factcheck claimbuster snapchat wechat woocommerce wordpress typescript latex"""
)
