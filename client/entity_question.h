// What `entity` is asked: whom it is about, and what to show.

#ifndef DATELINE_CLIENT_ENTITY_QUESTION_H_
#define DATELINE_CLIENT_ENTITY_QUESTION_H_

#include "dateline/v1/entity_service.pb.h"

namespace dateline::client {

struct EntityQuestion {
  // Whose page is wanted, when its id is known, and whom it has beside the entity.
  v1::ListCooccurrencesRequest beside;

  // When beside.id is empty: the name as the query, and the kinds that it may be of. page_size is
  // the number of entities to list when they are several; 0 for the default.
  v1::ListEntitiesRequest candidates;
};

}  // namespace dateline::client

#endif  // DATELINE_CLIENT_ENTITY_QUESTION_H_
