// What is known of an index as a page of text.

#ifndef DATELINE_CLIENT_INDEX_PAGE_H_
#define DATELINE_CLIENT_INDEX_PAGE_H_

#include <string>

#include "client/screen.h"
#include "dateline/v1/index_service.pb.h"

namespace dateline::client {

// One line per fact, name before value. What an alias overlay could not do is part of it.
std::string RenderIndex(const v1::GetIndexResponse& index, const Screen& screen);

}  // namespace dateline::client

#endif  // DATELINE_CLIENT_INDEX_PAGE_H_
