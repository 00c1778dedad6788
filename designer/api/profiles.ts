import { useQuery } from '@tanstack/react-query';
import type { EnrollmentView } from '../../shared/api/enrollments.ts';
import { type ProfileView, profileEndpoints, type TimelineItem } from '../../shared/api/profiles.ts';
import { call } from './call.ts';
import { type List, useList } from './useList.ts';

const { listProfiles, getProfile, getTimeline, getProfileEnrollments } = profileEndpoints;

export const profilesKey = ['profiles'] as const;

export function useProfiles(search: string): List<ProfileView> {
  return useList({
    key: [...profilesKey, 'list', search],
    load: (cursor, signal) => call(listProfiles, { query: { search, cursor } }, signal),
  });
}

/** The customers to choose from in a field. */
export function useProfileChoices(search: string) {
  return useQuery({
    queryKey: [...profilesKey, 'choices', search],
    queryFn: ({ signal }) => call(listProfiles, { query: { search, limit: 20 } }, signal),
    placeholderData: (before) => before,
  });
}

export function useProfile(id: string) {
  return useQuery({
    queryKey: [...profilesKey, id],
    queryFn: ({ signal }) => call(getProfile, { params: { id } }, signal),
  });
}

export function useTimeline(id: string): List<TimelineItem> {
  return useList({
    key: [...profilesKey, id, 'timeline'],
    load: (cursor, signal) => call(getTimeline, { params: { id }, query: { cursor } }, signal),
  });
}

export function useProfileEnrollments(id: string): List<EnrollmentView> {
  return useList({
    key: [...profilesKey, id, 'enrollments'],
    load: (cursor, signal) => call(getProfileEnrollments, { params: { id }, query: { cursor } }, signal),
  });
}

/** What to call a customer: the name attribute where there is one, else nothing. */
export function nameOf(profile: Pick<ProfileView, 'attributes'>): string {
  const { name } = profile.attributes;
  return typeof name === 'string' ? name : '';
}
