"""Words that tell what sort of fact a clause states."""

from claims.finding.lexicon import phrases, words

LIVING = words(
    """born christened baptised baptized raised reared orphaned educated schooled studied matriculated enrolled
    graduated apprenticed trained taught lectured enlisted conscripted married wed divorced remarried widowed
    eloped fathered adopted emigrated immigrated settled retired expelled interned inherited lived lives grew
    learned learnt survived attended served joined joins worked resigned quit separated naturalised ordained
    exiled divorces marries apprentice dated courted befriended"""
)
LIFE_NOUNS = words(
    """childhood boyhood girlhood upbringing youth teens career scholarship doctorate degree diploma
    apprenticeship nickname schooling child orphan widower widow son daughter sons daughters marriage bachelor
    twin twins debut graduate alumnus alumna native"""
)
LIFE_PHRASES = phrases(
    """grew up, brought up, grew up in, went to school, dropped out, gave birth, no children, children with,
    an only child, took over, served as, served in, worked as, worked for, worked in, worked at, lived in,
    lived with, moved to, moved in, moved into, came from, son of, daughter of, used to be, won a place,
    won a scholarship, made his debut, made her debut, began his career, began her career, survived by,
    supported himself, supported herself, high school, first job, put herself through, put himself through,
    ran away, left home, left school, played for, caps for, raised by, took a job, a job as, found work,
    taught at, taught in, studied at, studied under, sung under, trained under, of his life, of her life,
    went on to, staying together, having a, in the army, in the navy, in the marines, years old"""
)
GAINING_OFFICE = words("became become becomes appointed elected named promoted crowned knighted ordained made serves")
NAMING = words(
    """called named known christened dubbed titled entitled nicknamed renamed identified spelled spelt played
    portrayed plays starring stars alias pseudonym namesake credited surname codenamed"""
)
NAMING_PHRASES = phrases(
    """bears the name, bears her name, bears his name, carries her name, carries his name, his name, her name,
    name was, name is, named after, named for, known as, under the name, also known, played by, whose name,
    the name of, member of, members of, one of the, together with, along with, led by, accompanied by"""
)
WORKS = words(
    """film films movie movies album albums book books novel novels memoir song songs single record records
    documentary series play plays musical painting paintings opera symphony poem poems collection essay magazine
    podcast show exhibition award awards prize prizes medal medals title titled honorary script"""
)
STARTING = words(
    """founded formed established opened opens closed closes built finished completed began begun begins launched
    launches published released appeared dates dated premiered premieres debuted started starts ended ends
    introduced invented formation created inaugurated laid signed ratified passed abolished reopened rebuilt
    demolished erected commissioned discovered aired broadcast"""
)
MEASURING = words(
    """weighs weighed measures measured rose risen rises fell fallen falls climbed climbs slid dropped drops
    increased decreased grew grown averaged averages stood stands doubled tripled halved gained lost shrank
    shrunk narrowed widened reached reaches totalled totaled totals numbered numbers holds held contains
    contain carries carry costs cost lasts lasted takes took spans covers covered employs employed outnumber
    outnumbered polled polls declined surged soared plunged tumbled jumped slows slowed exceeds exceeded
    accounts accounted ranks ranked comprises consists runs sold sells sell attracted drew seats earns
    describes lists produced produces recorded records released dropped counts counted survive survived
    affects affect tops topped receives received hit hits expects expected owns own gives gave raised raises"""
)
COUNT_NOUNS = words(
    """population average rate rates number total share turnout temperature speed height depth length weight
    unemployment inflation capacity attendance margin majority third half quarter fifth tenth proportion
    percentage score crew passengers"""
)
PLACING = words(
    """lies located situated based headquartered rises borders overlooks stands sits marks stretches flows nestles
    perched straddles surrounds adjoins faces set lie stand sit housed"""
)
PLACE_PHRASES = phrases(
    """based in, lives in, live in, lived in, located in, headquartered in, village of, town of, city of,
    north of, south of, east of, west of, on the coast, on the banks, on the border, along the, at the foot,
    outside the, the site of, on the edge of, on the outskirts, a suburb of, to the left, to the right,
    near the, in the hills, on the corner, at the corner, moved to, kilometres from, miles from, met at, met in"""
)
PLACE_NOUNS = words(
    """village town city suburb island valley coast river lake street road avenue square hill hills mountain
    peninsula province county district region border frontier neighborhood neighbourhood harbour harbor bay
    port hotel restaurant cafe bar gym studio chapel church farm cottage station lounge corner hamlet spa
    capital headquarters campus"""
)
AT = words("in at near outside from to around off on beside behind above below")
REPORTING = words(
    """said says say saying told tells claims claimed argues argue argued insists insisted maintains maintained
    denies deny denied admits admitted admit acknowledges acknowledged estimates estimated estimate reckons
    reckoned believes believed believe thinks thought contends contended concedes conceded testified testify
    alleges alleged alleging disclosed discloses fears complain complains complained warns warned suggests
    suggested suggest recalls recalled remembers remembered remember describes described describe accuses accused
    accuse dismisses doubts doubted declined declines replied replies responded respond responds vowed vows pledged
    promised promises criticised criticized praised urged urges stressed stresses asserted asserts predicted predicts
    predict explained explains observed observes joked jokes stated states
    commented conceded quipped noted notes mentioned hinted boasted asserted disputes
    disputed rejects rejected apologised apologized protested objected agree agreed disagree
     asked asks realised realized proposes feared confessed swore lamented marvelled blames
    blamed speculated attributed cited according concluded concludes """
)
FINDING = words(
    """found finds heard hears show shows showed showing reported reports report reveals revealed indicate indicates
    puts put"""
)
SAID_PHRASES = phrases(
    """is said to, are said to, was said to, were said to, said to, is believed, are believed, is thought,
    is credited, was credited, is reported to, was reported to, is described as, was described as, called for,
    calls for, called on, calls it, called it, call it, called him, called her, told him, told her, told them,
    told me, told us, told the, refers to, referred to as, pointed out, points out, points to, credits him,
    on condition of anonymity, did not respond, did not reply, no comment, would comment, would not comment,
    in a statement, has said, have said,
    legend has, rumour has, rumor has, is known to, confirmed that, a spokesman, a spokeswoman, a spokesperson,
    campaigned for, spoke of, speaks of, spoken of, insisted on, argued for, is accused of, was accused of,
    accused of, compared to, compares, in favour of, in favor of, made clear, opposed to, asked for, asked not,
    citing, favored by, favoured by, in his view, in her view, his logic, her logic, divided over"""
)
SOURCES = words(
    """report study survey poll documents data records filings messages emails census audit indictment officials
    experts researchers analysts critics investigators police prosecutors figures letter memo plaque account
    accounts spokesman spokeswoman spokesperson statement lawyer lawyers reviewers historians historian
    biographers archives inscription tabloids observers witnesses neighbours neighbors colleagues court
    jury inquest tribunal"""
)
WHY = words(
    """because caused causes causing cause prompting prompted triggered triggering stemmed stems sparked sparking
    blamed fuelled fueled spurred therefore consequently owing thereby resulting driven thanks hence led leads
    leading forced forcing enabled enabling allowed allowing"""
)
WHY_PHRASES = phrases(
    """because of, due to, led to, leads to, leading to, as a result, resulted in, result of, so that, in order to,
    thanks to, contributed to, in response to, driven by, gave rise to, earned him, earned her, earned them,
    originated with, in the hopes of, in the hope of, to avoid, to prevent, to escape, to stop, the reason, why,
    reason for, so as to, cost him, cost her, cost them, brought about, in protest, for fear, out of,
    never recovered, in exchange for, in return for, so he, so she, so they, so the, so a, if the, after years of"""
)
ORDERING = phrases(
    """for the first time, long before, has not, have not, had not, has yet, in a row, not yet, no such,
    until then, by the time, only to, at the same time, around the same time, coincided with, never before,
    months later, long after, soon after, shortly after, shortly before, just before, the next day,
    before the, before it, until the, no longer, at the time, by then, in the meantime, weeks later, days later,
    even before, first time, at first, later that, earlier that, the following, long enough, in turn"""
)
ILL = words(
    """died die dies dead death drowned collapsed ill sick illness cancer tumour tumor tuberculosis pneumonia stroke
    heart depression addiction addicted sober sobriety overdose rehab clinic hospital hospitalised hospitalized
    surgery operation injured injury injuries wounded concussion burns diagnosed diagnosis disease infection
    infected virus covid covid-19 treated treatment patients patient doctors doctor prescribed medication drugs
    drug painkillers painkiller opioid opioids alcoholic drinking drank drunk pregnant miscarriage blind deaf
    paralysed paralyzed coma dementia condition growth symptoms vaccine vaccinated therapy therapist chemotherapy
    transplant relapse seizures fever hearing-loss eyesight sight disabled disability gland"""
)
WRITING = words(
    "wrote writes written composed painted recorded released directed produced sang starred acted performed drew filmed"
)
DYING = words(
    "died drowned killed collapsed suffered diagnosed treated hospitalised hospitalized injured wounded die recovered"
)
PEOPLE = words(
    "people men women children passengers workers residents members students soldiers employees survivors voters"
)
ORDER = words("before after then until later since again once still yet twice next ago")
ALL_OR_NONE = words("always every all nobody none nothing everything never everyone entire alone")
BEFORE_ROLE = words("a an the as of chief his her")
