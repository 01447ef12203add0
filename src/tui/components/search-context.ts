import { createContext } from 'react';
import type { Search } from '../search.ts';

/** What is marked wherever it is shown. */
export const SearchContext = createContext<Search | null>(null);
