// zlib, for rotated logs.
#pragma once
#include <zlib.h>
