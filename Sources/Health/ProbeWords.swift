import HTTP
import Kernel
import Supervision
