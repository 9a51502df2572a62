"""Words of the themes where a mistake hurts somebody, and of life stories, roles and places."""

from claims.finding.lexicon import phrases, words

HEALTH = words(
    """addicted addiction addict alcoholic alcoholism sober sobriety rehab overdose overdosed overdoses
    overdosing painkiller painkillers opioid opioids heroin cocaine fentanyl methamphetamine drug drugs drunk
    drinking drank cancer cancerous tumour tumor tumours tumors nodule leukaemia leukemia diabetes hiv aids
    dementia alzheimer's parkinson's stroke depression depressed bipolar schizophrenia psychosis autism
    autistic adhd anxiety ptsd disease disorder syndrome illness ill sick diagnosed diagnosis symptoms
    surgery operation operated hospital hospitalised hospitalized clinic patient patients doctor doctors
    prescribed prescription medication medicine therapy therapist treatment treated pregnant pregnancy
    miscarriage abortion infertility concussion fracture fractured injury injuries injured wounded paralysed
    paralyzed disabled disability blind blindness deaf coma infection infected virus covid covid-19
    coronavirus vaccine vaccinated dose chemotherapy transplant heart-attack epilepsy
    asthma allergy obese obesity anorexia bulimia died death dead defect hearing-loss miscarried stillborn
    dialysis collapsed benign biopsy amputated stitches ventilator insulin seizure seizures starvation malnourished
    pituitary kidney sepsis pneumonia malaria tuberculosis measles cholera"""
)
ADDICTION = words(
    """addicted addiction addict addicts alcoholic alcoholism sober sobriety rehab overdose overdosed overdoses
    painkiller painkillers opioid opioids heroin cocaine fentanyl drunk drinking drank drugs relapse relapsed
    doping"""
)
SELF_HARM = words("suicide suicidal self-harm self-harmed razors overdose overdosed")
SELF_HARM_PHRASES = phrases(
    """killed himself, killed herself, hurt herself, hurt himself, harm herself, harm himself, took his own life,
    took her own life, take his own life, take her own life, end his life, end her life, hanged himself,
    hanged herself, hurting herself, hurting himself, shot himself, shot herself, jumped to his death,
    jumped to her death"""
)
CRIME = words(
    """accused accuses accusation accusations acquitted allegation allegations alleged allegedly arrest arrested
    arson assault assaulted attacked abuse abused abusive bail blackmail bribe bribes bribed bribery burglary
    charged complicit conspiracy convicted conviction convictions corrupt corruption crime crimes criminal
    custody cartel defamation defrauded detained embezzled embezzlement espionage evasion extorted extortion
    felony forged forgery fraud fraudulent fugitive gang grand-jury guilty handcuffed harassed harassment
    homicide homicides illegal illegally imprisoned indicted indictment innocent inmate jail jailed kickback
    kickbacks kidnapped laundering lawsuit looted mafia manslaughter misconduct misdemeanor molested
    molestation money-laundering murder murdered murdering murders negligence obstruction offence offender
    paedophile parole perjury perpetrator plagiarised plagiarism plagiarized plead pleaded plea police prison
    prosecuted prosecution prosecutor prosecutors raided rape raped robbed robbery sanctions sentenced
    sentence sexually shooting shot shoplifting smuggled smuggling stabbed stabbing stalked stalking stole
    stolen strangled sued suing terror terrorism terrorist theft threatened tortured trafficking trafficked
    unlawful vandalism verdict victim victims violated violence violent wrongdoing wrongful doping trial
    arraigned testified witness defendant defendants handgun gun razor falsifying falsified manipulated
    manipulating unlawfully searched seized injured killed lied liar scandal bigamy racist racism antisemitic
    nazi affair cheating cheated probe inquiry investigation testimony offender lawful bankrupt insolvency
    insider-trading whistleblower hacked hacking falsely accuse accusing subpoena subpoenas subpoenaed antitrust
    cover-up misused misuse breach breached spied spying eavesdropping surveillance doctored rigged smear smeared
    interned blackmailed negligent reckless extortionate groomed grooming hoax plagiarist counterfeit
    exploited exploitation harmed wrongly"""
)
# Alone these are everyday words; beside another theme or a person they count.
CRIME_WEAK = words(
    """police shot trial witness testified sentence gun killed injured searched seized attacked victim victims
    violent violence sanctions charged inquiry investigation probe verdict stolen custody innocent lawful
    lied scandal affair shooting testimony threatened illegal racist racism plea bankrupt doping breach
    breached surveillance harmed wrongly exploited"""
)
CRIME_PHRASES = phrases(
    """grand jury, pleaded guilty, pled guilty, found guilty, under investigation, life in prison, death penalty,
    tax evasion, serving years, sex offender, sexual assault, sexual abuse, sexual misconduct,
    domestic violence, money laundering, insider trading, hush money, drink driving, drunk driving,
    conflict of interest, ethics committee, without bail, class action, cover up, covered up,
    conflicts of interest, sought damages, seeks damages, ignored warnings, ignored the warnings"""
)
RELATIONSHIP = words(
    """married marries marriage marry wed wedding divorce divorced divorcing divorces separated separation
    reconciled reconcile reconciled affair affairs lover lovers mistress girlfriend boyfriend fiance fiancé
    fiancée fiancee ex-wife ex-husband spouse estranged adultery unfaithful cheated custody stepson
    stepdaughter adopted adoption engaged engagement couple's couple widow widower gay lesbian transgender
    bisexual"""
)
KIN = words(
    """wife husband son daughter sons daughters father mother brother sister brothers sisters parents child
    children grandson granddaughter grandfather grandmother twins twin uncle aunt nephew niece cousin
    sister-in-law brother-in-law mother-in-law father-in-law partner siblings family widow widower"""
)
MONEY = words(
    """salary salaries wage wages debt debts bankrupt bankruptcy earn earned earns earnings income owed owes
    owing loan loans mortgage inheritance inherited fortune pension payments payment paid unpaid bonus
    bonuses fee fees taxes tax settle settlement compensation royalties dividend dividends savings net-worth
    profit profits loss revenue sales shares funds funding donated donation donations prize-money poor rich
    wealthy millionaire billionaire"""
)
DAMAGE = words(
    """fired sacked dismissed resigned ousted expelled suspended banned blamed blames criticised criticized
    overpaid failed bankrupt misled misleading broke broken lied denied denies refused scandal controversial
    controversy monster incompetent cheated boycott boycotted cancelled canceled removal threw stitches
    plagiarism denial rejected complained complaint downgrade downgraded stretcher dispute disputed"""
)

BIOGRAPHY = (
    words(
        """born raised grew childhood graduated graduate degree diploma studied student enrolled scholarship
    apprentice apprenticeship emigrated immigrated joined retired married divorced widow widower nickname
    nicknamed career served enlisted marines debut alma-mater professor trained hometown native upbringing
    biography autobiography memoir raised orphan orphaned adopted eldest youngest-child schooled attended
    upbringing worked rancher"""
    )
    | KIN
)
BIOGRAPHY_PHRASES = phrases(
    """grew up, brought up, went to school, dropped out, high school, made his debut, made her debut, moved to,
    worked as, was born, born in, began his career, began her career, took over, played for, used to be,
    started out"""
)

ROLES = words(
    """actor actress adviser advisor agent alderman ambassador analyst anchor archbishop architect artist
    assemblyman assemblywoman astronaut astronomer athlete attorney author baker banker baroness bassist
    biologist biographer bishop boss broker captain cardiologist cardinal cellist chairman chairwoman chair
    chancellor chef chemist chief choreographer climatologist co-author co-chair co-director co-founder
    co-owner co-star coach colonel columnist commander commissioner composer comptroller congressman
    congresswoman conductor consultant coordinator coroner correspondent councillor councilman councilwoman
    critic curator dean defender delegate deputy designer detective developer dictator diplomat director
    doctor drummer duke ecologist economist editor emperor engineer entrepreneur epidemiologist executive
    expert farmer fighter filmmaker firefighter footballer forward founder general geneticist geologist
    goalkeeper governor guitarist harbour-master head historian inspector inventor investigator journalist
    judge justice king lawmaker lawyer leader lecturer librarian lieutenant linguist lobbyist magistrate
    manager marshal mathematician mayor mechanic meteorologist mezzo midfielder minister monk musician
    neuroscientist novelist nurse officer official ombudsman owner painter partner pastor pathologist
    patrolman philosopher photographer physician physicist pianist pilot playwright poet pollster pope
    premier president priest prime prince princess principal producer professor programmer prosecutor
    psychiatrist psychologist publisher queen rabbi rancher rapper referee reporter representative researcher
    reverend runner scholar scientist screenwriter sculptor secretary senator sergeant sheriff shareholder
    singer sociologist soldier solicitor soprano speaker specialist spokesman spokesperson spokeswoman
    sponsor star statistician steward steward strategist striker superintendent surgeon teacher technician
    tenor theologian trainer treasurer trustee veteran veterinarian vice violinist wrestler writer
    writer-director zoologist boxer sprinter swimmer cyclist champion defender winger batsman bowler pitcher
    quarterback cofounder ceo cfo coo cto md vp mp mep secretary-general undersecretary driver neighbour
    neighbor shop-steward widow nephew daughter sister-in-law brother chair midwife"""
)
HONORIFICS = words(
    """mr mrs ms dr sen gov rep lt gen capt sgt prof rev judge senator governor president mayor sheriff
    inspector detective officer chief deputy lieutenant captain colonel sergeant major general king queen
    prince princess pope cardinal bishop archbishop rabbi imam father sister sir dame lord lady baron
    baroness professor doctor justice congressman congresswoman assemblywoman assemblyman councilman
    councilwoman councillor chancellor premier minister secretary ambassador speaker attorney commissioner"""
)

PLACES = words(
    """village town city county province region neighborhood neighbourhood district suburb capital island
    mountain river lake street avenue north south east west northern southern eastern western coast coastal
    located kilometres kilometers miles outside border valley harbor harbour headquarters headquartered based
    lies situated"""
)
STATEMENT_NOUNS = words(
    """report reports study studies survey poll polls filing filings records documents data figures statistics
    census auditor audit analysis inquiry investigation indictment letter statement memo accounts research
    researchers experts analysts critics officials sources"""
)
NATURE = words(
    """species animal animals gene genes genome cells cell protein temperature degrees celsius planet orbit
    galaxy molecule carbon dioxide emissions climate bacteria mice mouse population virus energy radiation
    fossil weighs measures contains carries humans mammal mammals"""
)
