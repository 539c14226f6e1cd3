// The counts of a date dimension, drawn as columns over time.

#ifndef DATELINE_CLIENT_TIMELINE_H_
#define DATELINE_CLIENT_TIMELINE_H_

#include <string>

#include "client/screen.h"
#include "dateline/v1/search.pb.h"

namespace dateline::client {

// Rows of the drawing.
inline constexpr int kTimelineRows = 4;

// `facet` of a date dimension as lines: a heading with the span and the peak, the drawing, the
// years (months where the span is short) below it, and what is in no bucket. With more buckets
// than columns, a column shows the highest of several and the heading says so.
std::string DrawTimeline(const v1::Facet& facet, const Screen& screen);

}  // namespace dateline::client

#endif  // DATELINE_CLIENT_TIMELINE_H_
