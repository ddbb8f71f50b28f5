"""Every source that a rule names: S is one that was seen, M is from memory and was not.

*Seen* mostly means an abstract, a table or the first page, not the whole paper. A figure that rests only
on an M source is shown nowhere until a clinician has checked it. Numbers that are missing were withdrawn
or have since been seen under another one.
"""

import re
from dataclasses import dataclass

_BRACKETED = re.compile(r"\[([SM]\d+(?:, [SM]\d+)*)\]")


@dataclass(frozen=True, slots=True)
class Source:
    """One source: its mark, what it is in our words, and where to find it."""

    mark: str
    citation: str
    link: str = ""

    @property
    def seen(self) -> bool:
        return self.mark.startswith("S")


_SOURCES = (
    Source(
        "S1",
        "Henschke 2009, Arthritis and Rheumatism 60:3072: red flags in 1,172 people with new low back pain",
        "doi 10.1002/art.24853, PubMed 19790051",
    ),
    Source("S2", "Summary of S1 by the Johns Hopkins Arthritis Center", "hopkinsarthritis.org"),
    Source(
        "S3",
        "Physiotherapists' journal on the national pathway for suspected cauda equina, 2024; GIRFT 2023",
        "gettingitrightfirsttime.co.uk",
    ),
    Source(
        "S4",
        "Series of 334 people referred for suspected cauda equina, abstract",
        "discovery.researcher.life",
    ),
    Source("S5", "Taylor 2013: where people with proven root compression draw their pain", "painscience.com"),
    Source("S6", "Study of pain drawings and root charts", "PMC6778979"),
    Source("S7", "McClinton 2018, Foot 34:18: low back pain with plantar heel pain", "PubMed 29202429"),
    Source(
        "S8",
        "Menz 2013, Rheumatology: foot posture, foot function and back pain in Framingham",
        "mijn.bsl.nl",
    ),
    Source("S9", "BMC Musculoskeletal Disorders 2010;11:275, table 1: how the tests are done"),
    Source(
        "S10",
        "Teaching pages on one-sided foot drop and on L5 against the peroneal nerve",
        "neupsykey.com, deductmd.com",
    ),
    Source("S11", "A regional MRI pathway that uses a bladder scan of 200 mL", "healthierlsc.co.uk"),
    Source(
        "S13",
        "Dionne 2019, Musculoskeletal Science and Practice 42:125: review of warning signs of cauda equina",
        "world.physio",
    ),
    Source("S14", "NHS Lothian RefHelp: serious conditions of the lumbar spine", "apps.nhslothian.scot"),
    Source(
        "S15",
        "Demetriades 2021, Acta Neurochirurgica: acute foot drop on both sides",
        "springermedizin 18839578",
    ),
    Source(
        "S16",
        "Bone and Joint Journal 94-B: weakness from root compression",
        "doi 10.1302/0301-620X.94B11.29148",
    ),
    Source("S17", "Almutairi 2025, Cureus 17:e76894: stroke that showed as a dropped foot"),
    Source("S18", "Jeon 2013, Spine 38:257: hip abduction in root and peroneal palsy"),
    Source("S19", "Teaching on foot drop: a neurology thread and an orthopaedic page", "epomedicine.com"),
    Source("S20", "Stewart 2008, Practical Neurology 8:158: foot drop"),
    Source(
        "S21",
        "Iversen 2013, BMC Musculoskeletal Disorders 14:206: tests of the nerves in chronic root pain",
    ),
    Source(
        "S22",
        "Suri 2011, Spine 36:63: signs of the level of a squeezed root",
        "doi 10.1097/BRS.0b013e3181c953cc",
    ),
    Source("S23", "Feinberg 2006, HSS Journal: sciatic nerve injury", "PMC2488172"),
    Source(
        "S24",
        "Cook 2010, Journal of Manual and Manipulative Therapy 18:175: clustered signs of the cord",
        "PubMed 22131790",
    ),
    Source("S25", "Luo 2020, Scientific Reports: cord compression that began in the legs", "PMC7712653"),
    Source("S26", "Teaching on heel fractures and the spine, SplintER series", "tactical-medicine.com"),
    Source("S27", "Teaching on heel fractures, Cook County emergency medicine, 2021", "cookcountyem.com"),
    Source("S28", "AHRQ archive, April 2003: screening criteria for injuries of the mid and lower spine"),
    Source("S29", "Holmes criteria, summary", "medicalalgorithms.com"),
    Source(
        "S30",
        "Journal of Emergency Medicine 2019;57:279: who needs no image of the mid and lower spine",
        "PubMed 31405781",
    ),
    Source(
        "S31",
        "Enthoven 2016, Physical Therapy 96:305: vertebral fracture in older adults with back pain",
    ),
    Source(
        "S32",
        "Clinic page on vertebral fracture that summarises Roman 2010 and Henschke",
        "snyderphysicaltherapy.com",
    ),
    Source("S33", "Downie 2013, BMJ 347:f7095: red flags for fracture and cancer", "PubMed 25257627"),
    Source(
        "S34",
        "Prospective emergency cohort of spinal infection, American Journal of Emergency Medicine 2019",
        "S0735-6757(19)30336-5",
    ),
    Source(
        "S35",
        "Michigan Medicine guideline on vertebral osteomyelitis and epidural abscess",
        "NCBI NBK547443",
    ),
    Source("S36", "Conference abstract of 2021: crash, back pain and then a dropped foot"),
    Source("S37", "Stynes 2018, PLoS One 13:e0191852: a clinical model of sciatica"),
    Source(
        "S38",
        "Verwoerd 2016, European Spine Journal: leg pain on coughing",
        "doi 10.1007/s00586-016-4393-8",
    ),
    Source("S39", "Verwoerd 2014, Spine Journal: history in root compression", "repub.eur.nl/pub/71220"),
    Source("S40", "Vroomen 2002, Journal of Neurology, Neurosurgery and Psychiatry 72:630"),
    Source("S41", "Montaner-Cuello 2023, Healthcare 11:3138: straight leg raise against nerve tests"),
    Source("S42", "Harrison's Principles of Internal Medicine, table 48-1: root areas"),
    Source("S43", "Small university study of back pain with painful heel spurs", "bu.edu.eg"),
    Source("S44", "StatPearls 27291: causes of heel pain"),
    Source("S45", "Suri 2010, JAMA 304:2628, table 3: findings in lumbar stenosis", "PMC3260477"),
    Source(
        "S46",
        "Nadeau 2013, Canadian Journal of Surgery 56:372: claudication of nerve or vessel",
        "doi 10.1503/cjs.016512",
    ),
    Source("S47", "Alqarni 2015, Physical Therapy in Sport 16:268: tests for a cracked vertebral arch"),
    Source("S48", "Grodahl 2016, Manual Therapy: tests for a cracked or slipped vertebra"),
    Source("S49", "Ahn and Jhun 2015, BMC Musculoskeletal Disorders 16:97: signs of a slipped vertebra"),
    Source("S50", "Petersen 2017, table 2: signs of disc, facet and sacroiliac pain", "chiro.org"),
    Source("S51", "NICE NG65: spondyloarthritis in over 16s", "nice.org.uk"),
    Source(
        "S52",
        "Sieper 2009, Annals of the Rheumatic Diseases 68:784, tables 2 and 3: inflammatory back pain",
        "ard.bmj.com",
    ),
    Source("S53", "Clinic page on inflamed tendon insertions", "pallantmedical.org.uk"),
    Source("S54", "Kendall 2014, Foot 24:75: foot and back pain", "PubMed 24703513"),
    Source("S55", "Frontiers in Bioengineering 2022;9:743132: heel lifts"),
    Source(
        "S56",
        "Case reports of spinal disease in children that showed in foot or gait",
        "JAKO201834753618059, PubMed 39640162",
    ),
    Source("S57", "Acute limb ischaemia: Devon formulary pages and RCEM Learning on the six signs"),
    Source("S58", "Nursing teaching on the ischaemic limb", "nursing-notebook.com"),
    Source("S59", "AFP review of the Charcot foot"),
    Source("S60", "IWGDF 2023 on the Charcot foot, by way of Wounds 2024;36:206"),
    Source("S62", "Abstract on a clot hidden by stenosis", "researcher.life"),
    Source("S63", "ISRN 2011/124610, table 1: Wells score"),
    Source("S64", "Emergency handbook, page 56: Wells score"),
    Source(
        "S65",
        "Case reports of aneurysms that presented as back pain",
        "PMC10963903; Emergency Medicine Journal 22:453",
    ),
    Source("S66", "Bachmann 2003, BMJ 326:417: Ottawa ankle rule"),
    Source("S67", "Beckenkamp, British Journal of Sports Medicine 51:504: Ottawa ankle rule"),
    Source("S68", "Teaching on gout and the infected joint, Emergency Medicine News 2011"),
    Source("S69", "Hindawi prt/2011/340629, table 1: prints the questionnaire of Konno"),
    Source("S70", "Konno 2007, BMC Musculoskeletal Disorders 8:102: the questionnaire on lumbar stenosis"),
    Source("S71", "Extract of the protocol of S70", "pubcompare.ai"),
    Source(
        "S72",
        "DISTO 2015, Journal of Orthopaedic Science 20:805: the questionnaire in 33,545 adults",
        "PubMed 26092619",
    ),
    Source("S73", "Table that prints the rule of Sugioka", "PMC3743645"),
    Source("S74", "Supplement of a systematic review on lumbar stenosis", "studylib 6823367"),
    Source("S75", "Worked case of a man of 70", "consultant360"),
    Source(
        "S76",
        "Sugioka 2008, Family Practice 25:237: self-reported history in lumbar stenosis",
        "PubMed 18552358",
    ),
    Source("S77", "Konno 2007, European Spine Journal 16:1951: a diagnostic support tool", "PMC2223350"),
    Source("S78", "Teaching pages on the rule of Cook for lumbar stenosis", "physiotutors"),
    Source("S79", "N-CLASS, Spine Journal 2018;18:941"),
    Source("S80", "RAPIDH, Spine Journal 2017;17:1464"),
    Source("S81", "Polish study of the neuropathy questionnaire", "wjgnet 14/4/435"),
    Source("S82", "Examination part of the neuropathy instrument", "PubMed 9648949"),
    Source(
        "S83",
        "PhenX toolkit, protocol 140401: the neuropathy questionnaire and its free use",
        "phenxtoolkit.org",
    ),
    Source("S84", "Keele STarT Back site and its legal page", "keele.ac.uk/sbst"),
    Source("S85", "Oswestry index: its distributor and a journal table", "mapi-trust.org"),
    Source("S86", "Pages on scoring the Oswestry index"),
    Source("S87", "Encyclopedia article on the Oswestry index", "Wikipedia"),
    Source("S88", "Foot Function Index, table T2", "PMC9851710"),
    Source("S89", "Martin 2005: foot and ankle measure"),
    Source("S90", "University page on DN4 and LANSS", "staff.najah.edu"),
    Source("S91", "painDETECT study", "doi 10.1186/s12883-018-1094-4"),
    Source("S92", "Gomes 2022, BMC Musculoskeletal Disorders 23:885: Ottawa rule in adults"),
    Source("S93", "Petersen 2017: clinical rules for back pain", "PMC5429540"),
    Source("S94", "News summary of S33", "hcplive"),
    Source("S95", "Map of national survey questions to criteria of inflammatory back pain", "ard.bmj.com"),
    Source(
        "S96",
        "National suspected cauda equina pathway, primary and community care page",
        "girft-interactivepathways.org.uk/cauda-equina-1",
    ),
    Source("S97", "BMJ Best Practice: cauda equina syndrome, approach to diagnosis"),
    Source("S98", "York pathway for back pain and cauda equina", "hnyppr.org.uk"),
    Source("S99", "BestBETs 2565: urinary trouble and cauda equina", "bestbets.org"),
    Source(
        "S100",
        "Teaching note of 2013, University of Maryland emergency medicine, without its data",
        "umem.org",
    ),
    Source("S101", "Leonhard 2019, Nature Reviews Neurology 15:671: Guillain-Barré syndrome", "PMC6821638"),
    Source("S102", "American Family Physician 2012;85:343: acute low back pain"),
    Source("S103", "FDA advisory of 2013: low molecular weight heparins and procedures on the spine"),
    Source("S104", "Abstract of S33 with its figures", "researchers.mq.edu.au"),
    Source(
        "S105",
        "American College of Radiology 2021: appropriate imaging in low back pain",
        "acsearch.acr.org; JACR 2021;18:S361",
    ),
    Source("S106", "NICE NG234, 2023: metastatic cord compression, first recommendations only", "NBK595817"),
    Source("S107", "van der Windt, Cochrane CD007431: examination for root pain, summary"),
    Source(
        "S108",
        "Charcot foot: Wounds 2024;36:206 and a pathway in the Journal of Foot and Ankle Research 2013;6:30",
    ),
    Source(
        "S109",
        "IWGDF and IDSA 2023 on foot infection, abstract",
        "doi 10.1002/dmrr.3687, PubMed 37779323",
    ),
    Source("S110", "NICE NG19, 2015: the diabetic foot, key priorities"),
    Source(
        "S111",
        "American College of Physicians 2017, Annals 166:514: treatment of low back pain, record only",
    ),
    Source(
        "S112",
        "Finucane 2020, Journal of Orthopaedic and Sports Physical Therapy 50:350: framework for red flags",
    ),
    Source(
        "S113",
        "NICE CG75, 2008, key priorities: metastatic cord compression; since replaced by S106",
    ),
    Source("S114", "NICE QS201, statement 3: scan for a clot in the leg"),
    Source("S115", "Peck 2017, American Family Physician 95:779: slipped growth plate of the hip"),
    Source("S116", "Primary care notebook on foot drop, secondary", "primarycarenotebook.com"),
    Source("S117", "NICE NG127: what immediately and urgently mean there"),
    Source("M1", "Dionne: the accuracy pooled over its studies"),
    Source("M2", "Henschke: likelihood ratios of several features together"),
    Source("M3", "Roman: likelihood ratios of its five items"),
    Source("M4", "Downie: figures for past cancer and how common cancer is"),
    Source("M6", "Bleeding around the spine under a blood thinner: how fast it paralyses"),
    Source("M7", "Konno: the original cut-offs of the questionnaire on lumbar stenosis"),
    Source("M8", "Konno: weights of the diagnostic support tool"),
    Source("M9", "N-CLASS: items and weights"),
    Source("M10", "RAPIDH: items and accuracy"),
    Source("M11", "Neuropathy questionnaire: classic scoring"),
    Source("M12", "Licences of the published questionnaires"),
    Source("M13", "Foot and ankle measure: smallest change that matters"),
    Source("M14", "Bennett 2005: S-LANSS"),
    Source("M15", "Bouhassira 2005: DN4"),
    Source("M16", "Numeric pain scale: smallest change that matters"),
    Source("M18", "IDSA grades of the severity of foot infection"),
    Source("M19", "Signs of compartment syndrome"),
)

SOURCES: dict[str, Source] = {source.mark: source for source in _SOURCES}


def named_source(mark: str) -> dict[str, str | bool]:
    """A source as it is named beside what rests on it."""
    source = SOURCES[mark]
    return {"mark": mark, "citation": source.citation, "link": source.link, "seen": source.seen}


def marks_in(text: str) -> tuple[str, ...]:
    """The sources that a text names, `[S96, M1]`, each once: seen ones first, by number."""
    found = {mark for group in _BRACKETED.findall(text) for mark in group.split(", ")}
    return tuple(sorted(found, key=lambda mark: (mark[0] != "S", int(mark[1:]))))
