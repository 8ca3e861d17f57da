/** Redis keys of one partition of the bus. Its hash tag keeps them in one slot of a Redis Cluster, as the scripts need. */
export interface StreamKeys {
  stream: string;
  /** Ids of what was published, so that a repeat is refused. */
  published: string;
  /** Which history the stream has, and how far it has come. */
  mark: string;
  /** Who reads the stream for a group. */
  lease(group: string): string;
}

export function streamKeys(partition = 0): StreamKeys {
  const stream = partition === 0 ? "{railbooker}:events" : `{railbooker:${partition}}:events`;
  return {
    stream,
    published: `${stream}:published`,
    mark: `${stream}:mark`,
    lease: (group) => `${stream}:reader:${group}`,
  };
}

export const streamKey = streamKeys().stream;
export const publishedIdsKey = streamKeys().published;
/** Dead letters of all partitions. */
export const deadLetterKey = "{railbooker}:events:dead";
export const notificationGroup = "notification";
/** The groups that the product has. A stream is never trimmed past what one of them still needs. */
export const knownGroups: readonly string[] = [notificationGroup];
