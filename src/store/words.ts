/**
 * Words that most sessions have in common, most frequent last, by the number with which a packed value begins. Packed
 * values cannot be read without the very words they were packed with: never change them; add others under a new number.
 */
const FIRST = [
  '"forOther":true,"minor":true,"closed":"not-safe","closed":"safe-word","revoked":true,"doubt":[',
  '"dangerSaidAt":1795,"dangerSaid":"immediate","dangerAsked":{"value":"suicide","at":',
  '"value":{"region":"german-speaking","postcode":"4700","city":"Eupen"}"region":"wallonia","postcode":"4000"',
  '"city":"Liège"},"region":"flanders","postcode":"2000","city":"Antwerpen"}',
  '"need":{"value":"community","at":"integration""health""work""mental-health""legal""violence"',
  '{"flow":"violence","version":"","step":"children"},{"flow":"language","step":"which"},"step":"after"',
  '"children":{"value":"skip""at":"no",',
  '{"session":{"callers":[],"history":[{"flow":"orientation","version":"","step":"safe"},',
  '{"flow":"orientation","version":"","step":"need"},{"flow":"housing","version":"","step":"kind"},',
  '{"flow":"place","version":"","step":"where"}],"slots":{"safe":{"value":"yes","at":1795},',
  '"need":{"value":"housing","at":1795},"kind":{"value":"soon","at":1795},',
  '"place":{"value":{"region":"brussels","postcode":"1000","city":"Brussel"},"at":1795}},',
  '"needs":["housing"],"danger":"none","misses":0,"offered":["","",""],"path":"","language":"es",',
  '"at":{"flow":"what-next","version":"","step":"choice"}},"channel":"whatsapp","address":{"to":"32',
  '"},"lastInboundAt":1795',
].join('');

/** The same after the services that were known then, so that what she was offered takes few bytes. */
const SECOND = [
  '101-police","103-ecoute-enfants","112-ambulance-fire","1700-vlaanderen","1712-hulplijn","1718-wallonie","1733-',
  'doctor-on-duty","actiris","adde-avevi","adde","adg","agentschap-integratie-inburgering","aide-aux-personnes-de',
  'placees","allo-aide-sociale","alternatives-herstal","aquarelle","ariane","atlas-antwerpen","awel-102","baj-avo',
  'cats","baj-bruxelles","baj-liege","baj-namur","baj-verviers","bapa-bxl","belrefugees-sisters-house","bjb-antwe',
  'rpen","bjb-brussel","bjb-gent","bjb-west-vlaanderen","brusshelp-orientation","ca-vaut-pas-l-coup-namur","cai-n',
  'amur","caritas-international","caw-antwerpen-vrouwenopvang","caw-oost-brabant-crisisopvang","caw","centre-prev',
  'ention-suicide","child-focus","chs-helpline","cire-depliant-violences","cire","cjb-oostende","clinique-de-l-ex',
  'il","collectif-des-femmes-lln","consulado-brasil-bruxelas","convivial","cpas-charleroi","cpas-ocmw","cpvcf-bru',
  'xelles","cpvs-bruxelles","cpvs-charleroi","cpvs-liege","cpvs-namur","cri-wallonie","croix-rouge-105","cvfe-lie',
  'ge","doucheflux","ecoute-violences-conjugales","equivalence-fwb","espace-vif-namur","eva-police-midi","exil-as',
  'bl","fairwork-belgium","fedasil-dispatching","fedasilinfo","fmdo","frauenliga-eupen","free-clinic","gams","his',
  'pano-belga","iefh-igvm","ilot-circe","ilot-femmes-familles","info-integration","infopunt-migratie-gent","intac',
  't","justizhaus-eupen","la-voix-des-femmes","leforem","ligue-180-whatsapp","lire-et-ecrire-bruxelles","maison-d',
  'e-justice-bruxelles-victimes","medecins-du-monde-bruxelles","medimmigrant","merhaba","ml-hainaut-namur-service',
  '-social","mondiplome","myria","naric-vlaanderen","oeshz-buetgenbach","oeshz-eupen","oeshz-ostbelgien","office-',
  'etrangers-enregistrement","pag-asa","payoke","pierre-d-angle","point-d-appui-liege","poison-centre","prisma-eu',
  'pen","proforal","rainbow-refugee-committee","rainbowhouse","rechtshilfe-eupen-st-vith","relais-sante-liege","r',
  'elais-sante-namur","samusocial","sexual-assault-care-centres","siempre","sireas-sasb","solentra","solidarite-f',
  'emmes-la-louviere","sos-viol","ssm-le-meridien","surya","tabane","tele-accueil-107","tele-onthaal-106","telefo',
  'nhilfe-108","ulysse-ssm","unia","utsopi","vdab","via-bapa","vmri","waka-up","wgc-brugse-poort-gent","wgc-wel-e',
  'n-wee-mechelen","wijkgezondheidscentra","zanzu","zelfmoordlijn-1813","zsg-gent',
  '"face":{"said":1,"now":"thanked":true,"consents":[{"flow":"human","version":"","step":"person","name":"contact",',
  '"answer":"yes","heldBack":[{"type":"message","text":"shared":true,"audio":true,"doubt":["at":{"flow":"',
  '{"flow":"services","version":"","step":"place"}{"flow":"legal","version":"","step":"kind"}{"flow":"work"',
  '{"flow":"health"{"flow":"integration"{"flow":"mental-health"{"flow":"community","recipient":"BE.',
  FIRST,
].join('');

/** The words that are packed with today. */
export const NEWEST = 2;

export const WORDS: ReadonlyMap<number | undefined, Buffer> = new Map([
  [1, Buffer.from(FIRST)],
  [NEWEST, Buffer.from(SECOND)],
]);
