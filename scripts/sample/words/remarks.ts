import type { Language } from '../story.js';
import type { Problem } from './problem.js';

/** What staff and residents write on the way. */
export type Remark = Readonly<Record<Language, readonly [string, ...string[]]>>;

export const done: Readonly<Record<Problem['work'], Remark>> = {
  repaired: {
    en: [
      'Repaired and checked.',
      'Repaired today with a crew of three. Photo taken.',
      'Fault found and repaired.',
    ],
    hi: ['मरम्मत करके जाँच ली।', 'आज मरम्मत की गई।'],
  },
  cleaned: {
    en: ['Cleared and cleaned. The round has been told.', 'Cleaned this morning.'],
    hi: ['सफ़ाई कर दी गई।', 'आज सुबह सफ़ाई की गई।'],
  },
  removed: {
    en: ['Removed with the small lorry.', 'Removed, the place is clear.'],
    hi: ['हटा दिया गया।'],
  },
  replaced: { en: ['Replaced with a new one from the store.'], hi: ['नया लगा दिया गया।'] },
  advised: {
    en: ['Spoke with the owner, who promised to stop. A written warning was left.'],
    hi: ['मालिक से बात की, लिखित चेतावनी दी।'],
  },
};

export const remarks = {
  question: {
    en: [
      'I could not find the place. Which house or shop is next to it?',
      'Is it still like that? I found nothing this morning.',
    ],
    hi: ['जगह नहीं मिली। पास में कौन सा मकान या दुकान है?'],
  },
  answer: {
    en: [
      'It is behind the tea stall, next to the blue gate.',
      'Yes, it is still there. Please come in the evening.',
    ],
    hi: ['चाय की दुकान के पीछे, नीले दरवाज़े के पास।'],
  },
  returned: {
    en: ['This needs the crew with the lift, not mine.', 'Outside of my beat.'],
    hi: ['यह मेरे क्षेत्र के बाहर है।'],
  },
  raised: {
    en: ['A new part must be bought. I need an approval.', 'The owner does not let us in.'],
    hi: ['नया पुर्ज़ा ख़रीदना होगा, स्वीकृति चाहिए।'],
  },
  sentBack: {
    en: ['Approved. Take it from the store and finish.'],
    hi: ['स्वीकृत। स्टोर से लेकर काम पूरा करें।'],
  },
  notFound: {
    en: ['Visited twice, nothing was found there.'],
    hi: ['दो बार गए, वहाँ कुछ नहीं मिला।'],
  },
  notOurs: {
    en: ['This road belongs to the state highways department.'],
    hi: ['यह सड़क राज्य लोक निर्माण विभाग की है।'],
  },
  duplicate: {
    en: ['The same matter was reported this morning.'],
    hi: ['यही शिकायत सुबह आ चुकी है।'],
  },
  reopened: {
    en: [
      'It was repaired for one day only. It is the same again.',
      'Nobody came. Nothing has changed.',
      'Only half of it was done.',
    ],
    hi: ['एक ही दिन ठीक रहा, फिर वही हाल है।', 'कोई नहीं आया, कुछ नहीं बदला।'],
  },
  thanks: {
    en: ['Thank you, quick work.', 'Done well.', 'Good, but it took long.'],
    hi: ['धन्यवाद, जल्दी काम हुआ।'],
  },
  poor: { en: ['It took far too long.', 'Badly done.'], hi: ['बहुत देर लगी।'] },
  note: {
    en: ['Spoke with the resident by phone.', 'Material is ordered.'],
    hi: ['निवासी से फ़ोन पर बात हुई।'],
  },
  withdrawn: { en: ['The neighbours solved it themselves.'], hi: ['पड़ोसियों ने ख़ुद हल कर लिया।'] },
} as const satisfies Readonly<Record<string, Remark>>;
