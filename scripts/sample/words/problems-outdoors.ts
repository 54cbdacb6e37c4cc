import type { Problem } from './problem.js';

/** What people write about streets, lights and waste. `{street}` is where. */
export const outdoors: Readonly<Record<string, Problem>> = {
  pothole: {
    weight: 12,
    en: [
      'There is a deep pothole in the middle of {street}. Two scooters fell here this week.',
      'Large pothole on {street} right after the speed breaker. It fills with water and nobody sees it.',
      'The patch made last month on {street} has broken open again.',
    ],
    hi: [
      '{street} के बीच में गहरा गड्ढा है। इस हफ़्ते दो स्कूटर गिर चुके हैं।',
      '{street} पर बड़ा गड्ढा है। पानी भर जाने पर दिखाई नहीं देता।',
    ],
    answers: { pothole_size: 'large' },
    work: 'repaired',
  },
  'broken-footpath': {
    weight: 4,
    en: [
      'Several slabs of the footpath on {street} are broken. My mother uses a walker and cannot pass.',
      'The edge of the footpath on {street} has come off and lies on the road.',
    ],
    hi: ['{street} पर फुटपाथ की पटियाँ टूटी हैं। बुज़ुर्गों को चलने में परेशानी होती है।'],
    work: 'repaired',
  },
  'road-sunk': {
    weight: 2,
    en: [
      'The road on {street} has sunk by half a foot after the pipe work. Buses lean to one side.',
    ],
    hi: ['पाइप के काम के बाद {street} की सड़क आधा फ़ुट धँस गई है।'],
    danger: 'immediate',
    work: 'repaired',
  },
  'road-dug-up': {
    weight: 4,
    en: [
      'The cable company dug up {street} ten days ago and left it open.',
      'Earth from the trench on {street} blocks half of the road and nobody works there.',
    ],
    hi: ['{street} को खोदकर छोड़ दिया गया है, दस दिन से कोई काम नहीं हो रहा।'],
    work: 'repaired',
  },
  'street-sign': {
    weight: 2,
    en: [
      'The name board of {street} is bent and cannot be read.',
      'The one-way sign on {street} is hidden by a hoarding.',
    ],
    hi: ['{street} का नाम पट्ट मुड़ गया है, पढ़ा नहीं जाता।'],
    work: 'replaced',
  },
  'light-not-working': {
    weight: 16,
    en: [
      'Three street lights in a row on {street} have been dark since Sunday.',
      'The light in front of our house on {street} flickers and goes out after ten minutes.',
      'No street light works on {street} between the temple and the ration shop. It is not safe in the evening.',
    ],
    hi: [
      '{street} पर तीन बत्तियाँ रविवार से बंद हैं।',
      '{street} पर मंदिर से राशन की दुकान तक कोई बत्ती नहीं जलती। शाम को डर लगता है।',
    ],
    answers: { pole_number: 'RV-' },
    work: 'repaired',
  },
  'light-on-all-day': {
    weight: 3,
    en: ['The street lights on {street} burn day and night.'],
    hi: ['{street} की बत्तियाँ दिन में भी जलती रहती हैं।'],
    work: 'repaired',
  },
  'damaged-pole': {
    weight: 2,
    en: ['A lorry hit the light pole on {street}. It leans over the road and a wire hangs down.'],
    hi: ['ट्रक की टक्कर से {street} पर बिजली का खंभा झुक गया है और तार लटक रहा है।'],
    danger: 'immediate',
    work: 'replaced',
  },
  'garbage-not-collected': {
    weight: 20,
    en: [
      'Nobody has collected the garbage on {street} for three days. The smell is very bad.',
      'The collection cart skips our end of {street} every time.',
      'Garbage bags are piling up at the corner of {street} and dogs tear them open.',
    ],
    hi: [
      '{street} पर तीन दिन से कचरा नहीं उठाया गया। बहुत बदबू है।',
      'कचरा गाड़ी हर बार {street} का हमारा छोर छोड़ देती है।',
    ],
    work: 'cleaned',
  },
  'overflowing-bin': {
    weight: 8,
    en: [
      'The public bin on {street} overflows and waste lies on the road.',
      'The bin at the bus stop on {street} has not been emptied this week.',
    ],
    hi: ['{street} का कूड़ेदान भर गया है, कचरा सड़क पर फैला है।'],
    work: 'cleaned',
  },
  'garbage-burning': {
    weight: 3,
    en: [
      'Somebody burns plastic every morning in the empty plot on {street}. The smoke comes into our rooms.',
    ],
    hi: ['{street} के ख़ाली प्लॉट में रोज़ सुबह प्लास्टिक जलाया जाता है। धुआँ घरों में आता है।'],
    danger: 'possible',
    work: 'advised',
  },
  'street-not-swept': {
    weight: 5,
    en: ['{street} has not been swept since last week. Leaves block the drain.'],
    hi: ['{street} पर पिछले हफ़्ते से झाड़ू नहीं लगी।'],
    work: 'cleaned',
  },
  'debris-dumped': {
    weight: 5,
    en: [
      'A lorry dumped building rubble on {street} at night.',
      'Rubble of a demolished house lies on {street} since two weeks.',
    ],
    hi: ['रात में किसी ने {street} पर मलबा डाल दिया।'],
    work: 'removed',
  },
  'dead-animal': {
    weight: 4,
    en: [
      'A dead dog lies by the roadside on {street}.',
      'A dead cow on {street}, near the culvert. Please remove it soon.',
    ],
    hi: ['{street} के किनारे मरा हुआ कुत्ता पड़ा है।'],
    work: 'removed',
  },
};
