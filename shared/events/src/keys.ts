/** Redis keys of the bus. The hash tag keeps them in one slot of a Redis Cluster, as the publishing script needs. */
export const streamKey = "{railbooker}:events";
export const deadLetterKey = "{railbooker}:events:dead";
export const publishedIdsKey = "{railbooker}:events:published";
export const notificationGroup = "notification";
