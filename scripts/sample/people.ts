import type { Text } from '../../domain/kernel/text.js';
import type { Directory } from './directory.js';
import { abdul, lakshmi, residents } from './residents.js';
import { hindiNames } from './staff-names.js';

const allResidents = [lakshmi, abdul, ...residents];

interface Known {
  readonly name: Text;
  readonly post?: Text;
}

const capitalised = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** `ritu.malhotra` → Ritu Malhotra. */
export function nameOf(id: string): Text {
  const en = id.split(/[.-]/).map(capitalised).join(' ');
  const hi = hindiNames[id];
  return hi === undefined ? { en } : { en, hi };
}

/** Two texts after each other in every language that both have. */
const joined = (first: Text, second: Text): Text =>
  Object.fromEntries(
    Object.entries(first).flatMap(([language, words]) => {
      const rest = second[language];
      return rest === undefined ? [] : [[language, `${words}, ${rest}`]];
    }),
  );

function postOf({ postsOf, officeTitle, roleTitle }: Directory, id: string): Text | undefined {
  const [post] = postsOf(id);
  const role = post && roleTitle(post.roles[0] ?? '');
  const office = post && officeTitle(post.office);
  return role && office && joined(role, office);
}

/** Names of residents by their accounts. */
export const residentOf = (id: string): Known | undefined => {
  const name = allResidents.find((one) => one.id === id)?.name;
  return name && { name };
};

/** Names and posts of staff and vendors by their ids; also of the offices and posts that a case may be with. */
export const staffOf =
  (directory: Directory) =>
  (id: string): Known | undefined => {
    if (directory.postsOf(id).length === 0) {
      const title = directory.roleTitle(id) ?? directory.officeTitle(id);
      return title && { name: title };
    }
    const post = postOf(directory, id);
    return { name: nameOf(id), ...(post === undefined ? {} : { post }) };
  };
