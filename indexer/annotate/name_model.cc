#include "indexer/annotate/name_model.h"

// The assembler takes the file in as it is: a compiler would need minutes for so many numbers.
asm(".section .rodata\n"
    ".balign 8\n"
    "dateline_name_model:\n"
    ".incbin \"" DATELINE_NAME_MODEL
    "\"\n"
    "dateline_name_model_end:\n"
    ".byte 0\n"
    ".previous\n");

extern "C" {
extern const char dateline_name_model[];
extern const char dateline_name_model_end[];
}

namespace dateline::annotate {

absl::string_view NameModel() {
  return absl::string_view(dateline_name_model,
                           static_cast<size_t>(dateline_name_model_end - dateline_name_model));
}

}  // namespace dateline::annotate
