"""Verbs: what happened, who said, what was felt."""

from claims.finding.lexicon import words

AUXILIARIES = words(
    """was were is are am be been has have had do does did will would can could may might shall should must
    isn't wasn't weren't aren't hasn't haven't hadn't doesn't don't didn't won't wouldn't can't couldn't he's
    she's it's they've we've i've i'm they're we're you're who's that's there's cannot"""
)
FINITE_AUXILIARIES = AUXILIARIES - words("am be been")
MODALS = words("would could should might may must can can't couldn't wouldn't cannot")
COPULAS = words("is are was were be been isn't wasn't aren't weren't it's he's she's they're that's i'm we're")

IRREGULAR_PASTS = words(
    """arose ate became beat began bent bet bit bled blew bore bought bound bred broke brought built burnt burst
    came cast caught chose clung cost crept cut dealt did dove drank dreamt drew drove dug fed fell fought
    found fled flew flung forbade forecast foresaw forgot forgave froze gave got grew ground had heard held
    hid hit hung hurt kept knelt knew laid lay leant learnt led left lent let lit lost made meant met mistook
    outsold overcame overpaid oversaw overthrew overtook paid pled put quit ran rang read rebuilt resold
    rewrote rode rose said sang sank sat saw sent set shook shone shot showed shrank shut slept slid slung
    smelt sold sought sown spat spelt spent spilt split spoke sprang spread sprung stole stood strove struck
    stuck stung swam swept swore swung taught thought threw told took tore trod underwent understood
    undertook undid upheld upset was went were withdrew withheld withstood woke won wore wound wrote wept"""
)

# Things that a record, a witness or a ledger can show to have happened.
EVENTS = words(
    """abandoned abolished accepted accused achieved acquired acquitted added adopted advanced aired allowed
    announced appealed appeared appointed approved argued arrested arrived assaulted assigned attacked
    attended auctioned awarded backed banned barred beat beaten became began begun blamed blocked bombed
    bought broadcast broke built buried called campaigned cancelled canceled captured carried caught caused
    celebrated changed charged chose chosen claimed cleared climbed closed co-directed co-founded co-wrote
    collapsed collected commissioned committed competed completed composed conceded confirmed confiscated
    convicted covered crashed created crossed crowned cut debuted declared declined defeated deferred delayed
    delivered demanded demolished denied deported designed destroyed detained developed died directed
    disappeared discovered dismissed dissolved divorced donated doubled drafted dropped drowned earned edited
    elected emigrated employed ended enlisted enrolled entered equalised equalized escaped established
    evacuated executed exhibited expanded expelled exploded exported extended extradited failed fell filed
    filmed fined finished fired fled flew forced forged fought found founded funded gained gave grabbed
    graduated granted grew halted handed headed held helped hired hit hosted ignored imported imposed
    imprisoned improved inaugurated increased indicted inducted inherited injured inspired installed
    interviewed introduced invaded invented invested investigated invited issued jailed joined jumped
    kidnapped killed landed launched led left leaked lent levelled licensed lifted listed located lodged lost
    lowered made married measured merged met migrated missed moved murdered named nationalised negotiated
    nominated notified obtained occupied offered opened operated opposed ordered organised organized
    originated ousted overdosed overtook overturned owned paid painted participated passed patented performed
    picked pioneered placed planned planted played pleaded pledged portrayed posted postponed premiered
    presented prescribed proclaimed procured produced promised promoted proposed prosecuted protested
    provided published purchased pursued quit raided raised ran ranked ratified reached rebuilt recalled
    received recorded recovered recruited reduced refused registered reinstated rejected released relocated
    renamed repaid repealed replaced reported represented rescued resigned restored resumed retired retrained
    returned revealed revoked rose ruled sacked sailed sank scored secured seized selected sent sentenced
    separated served settled shared shot shrank shut signed slashed slid smuggled sold solved spent sponsored
    sprang stabbed staged starred started stole stood stopped struck studied submitted sued suffered supplied
    supported surged surrendered survived suspended swam swore tested testified took toured traded trained
    transferred translated travelled traveled treated tripled tried turned uncovered underwent unveiled used
    vaccinated vanished vetoed visited voted walked warned weighed went widened withdrew won wore worked
    wrote wounded borrowed coached competes conducted contributed disclosed fathered honeymooned hospitalized
    hospitalised migrating narrowed plunged poached qualified reconciled refinanced restructured soared
    tumbled underpaid came drew drove dug dragged limped shipped slipped threw tore tied tipped trailed swept
    split sprayed spilled spilt leapt knocked burnt burned"""
)

SPEECH = words(
    """said says told tells claimed claims argued argues insisted insists maintained maintains alleged alleges
    stated announced announces reported reports testified testifies denied denies admitted admits
    acknowledged acknowledges conceded concedes confirmed confirms explained explains noted notes added adds
    warned warns estimated estimates predicted predicts promised promises accused accuses complained
    complains suggested suggests recalled recalls remembered remembers revealed reveals disclosed discloses
    declared declares replied replies responded wrote writes tweeted posted described describes called calls
    cited cites concluded concludes found finds shows showed stressed stresses contended contends asserted
    asserts believes believed thinks vowed vows blamed blames urged urges quipped joked jokes praised
    criticised criticized dismissed questioned expects expected observed observes counters countered credits
    credited pointed points puts compared compares proposes hinted lamented lied mentioned pledged pledges
    fears recounts recounted reckons reckoned repeated shouted speculated swore testify say claim argue insist
    maintain complain estimate suggest expect agree warn report deny admit contend predict show told
    attributed attributes asked asks realized realised"""
)
# Of these alone a direct quotation hangs.
QUOTING = words(
    """said says told tells recalled recalls explained explains added adds asked asks wrote writes joked jokes
    replied replies noted notes insisted insists argued argues admitted admits remembers remembered warned
    warns announced declared declares tweeted shouted quipped continued continues observes observed laughed
    laughs reflected reflects stated states posted answered answers recounts recounted sighed sighs concluded
    concludes called calls describes described testified cried muttered whispered put puts"""
)

# Feelings and gestures: nobody can look them up.
SOFT = words(
    """looked looks felt feels seemed seems smiled smiles laughed laughs sighed sighs wondered wonders hoped
    hopes loved loves hated hates wanted wants wished wishes liked likes nodded nods shrugged shrugs stared
    stares glanced imagined imagines sounded sounds dreamed dreams enjoyed enjoys feared worried
    worries shook cried smells smelled tasted tastes sat sits stands gazed paused pauses waited waits knows
    knew understands understood prefers preferred trusts trusted deserves deserved cares cared grinned grins
    blinked"""
)

PRESENT = words(
    """owns runs lives works leads holds plays makes costs employs earns weighs contains includes covers stands
    produces sells serves teaches teach carries offers gives takes comes goes gets keeps remains becomes
    begins starts ends means needs uses provides requires receives spends pays operates manages represents
    faces measures accounts grows lies sits rises falls opens closes stars features focuses tells depicts
    describes portrays directs writes supports opposes plans intends aims hopes wants seems appears belongs
    depends consists ranks stretches spans shares wins loses beats brings sends turns moves stays leaves
    returns sets sees finds knows thinks believes feels shows allows lets causes kills affects contributes
    spreads resists repairs holds say want live eat drink have own work need think believe know use cost make
    take give come go get keep remain show carry kill die survive reach grow vary differ contain include
    argue claim expect complain estimate agree suggest call insist maintain warn report describe point run
    win lose pay sell buy employ hopes strikes helps threatens expands collapses cuts passes approves wins
    ends rejects launches names sues backs finds dies quits agrees signs hits marks calls struggles pushes
    situates effuses see sees shines sums gives reckons fails drives sings sing bears accuse accuses follows
    follow hangs sleeps
    flies wears drinks smokes swims hunts eats feeds breeds migrates bans forbids steals lends borrows hires fires
    outnumber outnumbers overlooks flows crosses"""
)

# Of these an -ed or irregular form is far oftener an adjective or a participle than the clause's verb.
NOT_VERBS = words(
    """need indeed red bed seed speed feed breed deed shed sled wed weed greed exceed proceed succeed hundred
    sacred kindred naked wicked rugged ragged aged beloved embed united unlimited hatred infrared biased
    tired mixed so-called limited supposed fed ground"""
)
