"""A little work for one library: python3 work.py NAME. Under steps.c only what is between the marks is stepped."""

import ctypes
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time


def mark(which):
    if "STEPS_FROM_MARK" in os.environ:
        os.kill(os.getpid(), which)


def library(name):
    return ctypes.CDLL(name)


def newest(prefix):
    folders = (f"/usr/lib/{os.uname().machine}-linux-gnu", "/usr/lib")
    names = (name for folder in folders if os.path.isdir(folder) for name in os.listdir(folder))
    return min((name for name in names if name.startswith(prefix)), key=len)


def buffer(size):
    return ctypes.create_string_buffer(bytes(i * 7 & 255 for i in range(size)), size)


def openssl(path="libcrypto.so.3"):
    crypto = library(path)
    pointer = ctypes.c_void_p
    ciphers = [name for name in ("EVP_aes_128_gcm", "EVP_aes_128_cbc", "EVP_chacha20_poly1305") if hasattr(crypto, name)]
    for name in ["EVP_sha1", "EVP_sha256", "EVP_sha512", "EVP_CIPHER_CTX_new"] + ciphers:
        getattr(crypto, name).restype = pointer
    data, out, size = buffer(4096), buffer(8192), ctypes.c_int(0)

    def work():
        for digest in ("EVP_sha1", "EVP_sha256", "EVP_sha512"):
            crypto.EVP_Digest(data, 4096, out, None, pointer(getattr(crypto, digest)()), None)
        for cipher in ciphers:
            context = pointer(crypto.EVP_CIPHER_CTX_new())
            crypto.EVP_EncryptInit_ex(context, pointer(getattr(crypto, cipher)()), None, data, data)
            crypto.EVP_EncryptUpdate(context, out, ctypes.byref(size), data, 4096)

    work()
    return work


def gnutls():
    tls = library("libgnutls.so.30")
    data, out = buffer(4096), buffer(8192)

    class Datum(ctypes.Structure):
        _fields_ = [("data", ctypes.c_void_p), ("size", ctypes.c_uint)]

    handle, length = ctypes.c_void_p(), ctypes.c_size_t(8192)
    key, nonce = Datum(ctypes.addressof(data), 16), Datum(ctypes.addressof(data), 16)
    tls.gnutls_global_init()

    def work():
        for digest in (3, 6, 8):  # GNUTLS_DIG_SHA1, SHA256, SHA512
            tls.gnutls_hash_fast(digest, data, ctypes.c_size_t(4096), out)
        tls.gnutls_cipher_init(ctypes.byref(handle), 4, ctypes.byref(key), ctypes.byref(nonce))  # AES-128-CBC
        tls.gnutls_cipher_encrypt2(handle, data, ctypes.c_size_t(4096), out, ctypes.c_size_t(8192))
        aead = ctypes.c_void_p()
        tls.gnutls_aead_cipher_init(ctypes.byref(aead), 10, ctypes.byref(key))  # AES-128-GCM
        length.value = 8192
        tls.gnutls_aead_cipher_encrypt(aead, data, ctypes.c_size_t(12), None, ctypes.c_size_t(0), ctypes.c_size_t(16), data, ctypes.c_size_t(4096), out, ctypes.byref(length))

    work()
    return work


def nettle():
    lib = library("libnettle.so.8")
    data, out, context = buffer(4096), buffer(8192), buffer(8192)

    def work():
        lib.nettle_aes128_set_encrypt_key(context, data)
        lib.nettle_aes128_encrypt(context, ctypes.c_size_t(4096), out, data)
        lib.nettle_sha256_init(context)
        lib.nettle_sha256_update(context, ctypes.c_size_t(4096), data)
        lib.nettle_sha1_init(context)
        lib.nettle_sha1_update(context, ctypes.c_size_t(4096), data)
        lib.nettle_gcm_aes128_set_key(context, data)
        lib.nettle_gcm_aes128_set_iv(context, ctypes.c_size_t(12), data)
        lib.nettle_gcm_aes128_encrypt(context, ctypes.c_size_t(4096), out, data)

    work()
    return work


def gcrypt():
    lib = library("libgcrypt.so.20")
    lib.gcry_get_config.restype = ctypes.c_char_p
    lib.gcry_check_version(None)
    print(lib.gcry_get_config(0, b"hwflist").decode())
    data, out = buffer(4096), buffer(8192)
    handle = ctypes.c_void_p()

    def work():
        for digest in (2, 8, 10):  # SHA1, SHA256, SHA512
            lib.gcry_md_hash_buffer(digest, out, data, ctypes.c_size_t(4096))
        lib.gcry_cipher_open(ctypes.byref(handle), 7, 9, 0)  # AES128, GCM
        lib.gcry_cipher_setkey(handle, data, ctypes.c_size_t(16))
        lib.gcry_cipher_setiv(handle, data, ctypes.c_size_t(12))
        lib.gcry_cipher_encrypt(handle, out, ctypes.c_size_t(4096), data, ctypes.c_size_t(4096))

    work()
    return work


def nss():
    for name in ("libnspr4.so", "libnssutil3.so"):
        ctypes.CDLL(name, ctypes.RTLD_GLOBAL)
    lib = library("libnss3.so")
    lib.NSS_NoDB_Init(None)
    data, out, size = buffer(4096), buffer(8192), ctypes.c_uint(0)
    lib.PK11_GetInternalSlot.restype = ctypes.c_void_p
    lib.PK11_ImportSymKey.restype = ctypes.c_void_p

    class Item(ctypes.Structure):
        _fields_ = [("type", ctypes.c_int), ("data", ctypes.c_void_p), ("len", ctypes.c_uint)]

    class Gcm(ctypes.Structure):
        _fields_ = [("iv", ctypes.c_void_p), ("ivlen", ctypes.c_ulong), ("ivbits", ctypes.c_ulong), ("aad", ctypes.c_void_p), ("aadlen", ctypes.c_ulong), ("tagbits", ctypes.c_ulong)]

    key = Item(0, ctypes.addressof(data), 16)
    slot = ctypes.c_void_p(lib.PK11_GetInternalSlot())
    symmetric = ctypes.c_void_p(lib.PK11_ImportSymKey(slot, ctypes.c_ulong(0x1087), 4, ctypes.c_ulong(0x104), ctypes.byref(key), None))

    def work():
        gcm = Gcm(ctypes.addressof(data), 12, 96, None, 0, 128)
        parameters = Item(0, ctypes.addressof(gcm), ctypes.sizeof(gcm))
        for oid in (4, 191, 193):  # SEC_OID_SHA1, SHA256, SHA512
            assert lib.PK11_HashBuf(oid, out, data, 4096) == 0
        assert lib.PK11_Encrypt(symmetric, ctypes.c_ulong(0x1087), ctypes.byref(parameters), out, ctypes.byref(size), 8192, data, 4096) == 0

    work()
    return work


def openblas():
    lib = library("libopenblas.so.0")
    lib.openblas_set_num_threads(1)
    return blas(lib)


def blis():
    return blas(library("libblis.so.4"))


def blas(lib):
    n = ctypes.c_int(64)
    one = ctypes.c_double(1.0)
    a, b, c = ((ctypes.c_double * 4096)(*([0.5] * 4096)) for _ in range(3))
    t = ctypes.c_char(b"N")

    def work():
        r = ctypes.byref
        lib.dgemm_(r(t), r(t), r(n), r(n), r(n), r(one), a, r(n), b, r(n), r(one), c, r(n))
        lib.daxpy_(r(n), r(one), a, r(ctypes.c_int(1)), b, r(ctypes.c_int(1)))

    work()
    return work


def onednn():
    lib = library(newest("libdnnl.so."))
    n = ctypes.c_int64(64)
    a, b, c = ((ctypes.c_float * 4096)(*([0.5] * 4096)) for _ in range(3))

    def work():
        lib.dnnl_sgemm(ctypes.c_char(b"N"), ctypes.c_char(b"N"), n, n, n, ctypes.c_float(1), a, n, b, n, ctypes.c_float(1), c, n)

    work()
    return work


def numpy():
    import numpy as np

    core = np._core if hasattr(np, "_core") else np.core
    print("features", *(name for name, there in core._multiarray_umath.__cpu_features__.items() if there))
    a = np.linspace(0.1, 0.9, 512)
    f, i = a.astype(np.float32), np.arange(512)[::-1].copy()

    def work():
        for function in (np.exp, np.log, np.sin, np.sqrt, np.tanh):
            function(a), function(f)
        np.sort(i), np.sort(i.astype(np.int16)), np.sort(a[::-1].copy()), np.argsort(a), i // 3, i.astype(np.int8) + np.int8(1), a + a, f * f, a.sum(), np.maximum(a, f)

    work()
    return work


def glibc():
    lib = ctypes.CDLL(None)
    data, out = buffer(8192), buffer(8192)
    maths = library("libm.so.6")
    for name in ("sin", "exp", "pow", "log", "fma", "floor"):
        getattr(maths, name).restype = ctypes.c_double

    def work():
        for size in (8, 24, 64, 200, 4096):
            s = ctypes.c_size_t(size)
            lib.memcpy(out, data, s), lib.memmove(out, data, s), lib.memset(out, 7, s), lib.memcmp(out, data, s), lib.memchr(data, 300, s)
        text = b"a" * 300
        lib.strlen(text), lib.strcmp(text, text), lib.strchr(text, 98), lib.strrchr(text, 98), lib.strcpy(out, text), lib.strcasecmp(text, text), lib.strstr(text, b"ab"), lib.strspn(text, b"b"), lib.wcslen(text + bytes(8))
        for name in ("sin", "exp", "pow", "log", "floor"):
            getattr(maths, name)(ctypes.c_double(1.1), ctypes.c_double(2.2))
        maths.fma(ctypes.c_double(1.1), ctypes.c_double(2.2), ctypes.c_double(0.5))

    work()
    return work


def sodium():
    lib = library("libsodium.so.23")
    lib.sodium_init()
    data, out = buffer(4096), buffer(8192)

    def work():
        lib.crypto_generichash(out, ctypes.c_size_t(32), data, ctypes.c_ulonglong(4096), None, ctypes.c_size_t(0))
        lib.crypto_stream_chacha20(out, ctypes.c_ulonglong(4096), data, data)

    work()
    return work


def zstd():
    lib = library("libzstd.so.1")
    data, out = buffer(65536), buffer(1 << 17)

    def work():
        lib.ZSTD_compress.restype = ctypes.c_size_t
        size = lib.ZSTD_compress(out, ctypes.c_size_t(1 << 17), data, ctypes.c_size_t(65536), 1)
        lib.ZSTD_decompress(data, ctypes.c_size_t(65536), out, ctypes.c_size_t(size))

    return work


def opencv():
    import cv2
    import numpy as np

    cv2.setNumThreads(1)
    print("line", cv2.getCPUFeaturesLine())
    image = np.zeros((64, 64, 3), np.uint8)

    def work():
        cv2.resize(image, (40, 40)), cv2.GaussianBlur(image, (5, 5), 1), cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), cv2.filter2D(image, -1, np.ones((3, 3), np.float32))

    work()
    return work


def torch():
    import torch as t

    t.set_num_threads(1)
    a = t.rand(64, 64)

    def work():
        (a + a), (a * 2).exp(), a.sum(), a.sort(), a.tanh()

    work()
    return work


def pixman():
    lib = library("libpixman-1.so.0")
    lib.pixman_image_create_bits.restype = ctypes.c_void_p
    pixels, result = buffer(64 * 64 * 4), buffer(64 * 64 * 4)
    argb = 0x20028888
    source = ctypes.c_void_p(lib.pixman_image_create_bits(argb, 64, 64, pixels, 64 * 4))
    target = ctypes.c_void_p(lib.pixman_image_create_bits(argb, 64, 64, result, 64 * 4))
    half = (ctypes.c_int32 * 9)(0x8000, 0, 0x20000, 0, 0x8000, 0x20000, 0, 0, 0x10000)

    def work(pixels=pixels, result=result):  # they have to stay where they are
        lib.pixman_image_set_transform(source, half)
        lib.pixman_image_set_filter(source, 4, None, 0)  # PIXMAN_FILTER_BILINEAR
        lib.pixman_image_composite32(11, source, None, target, 0, 0, 0, 0, 0, 0, 48, 48)  # PIXMAN_OP_XOR

    return work


def volk():
    lib = library(newest("libvolk.so."))
    a, b, c = ((ctypes.c_float * 1024)(*([0.5] * 1024)) for _ in range(3))
    kind = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_uint)
    names = ("volk_32f_x2_add_32f", "volk_32f_x2_multiply_32f", "volk_32fc_x2_multiply_32fc")

    def work():
        for name in names:
            kind.in_dll(lib, name)(ctypes.addressof(c), ctypes.addressof(a), ctypes.addressof(b), 512)

    return work


def numba():
    import numba as n
    import numpy as np

    a = np.linspace(0.1, 0.9, 512)

    @n.njit(fastmath=True)
    def total(x):
        s = 0.0
        for i in range(x.shape[0]):
            s += x[i] * x[i] + 0.5
        return s

    total(a)
    return lambda: total(a)


def boringssl():
    return openssl(f"/usr/lib/{os.uname().machine}-linux-gnu/android/libcrypto.so.0")


def mbedtls():
    lib = library(newest("libmbedcrypto.so."))
    data, out, context = buffer(4096), buffer(8192), buffer(8192)

    def work():
        lib.mbedtls_aes_init(context)
        lib.mbedtls_aes_setkey_enc(context, data, 128)
        for at in range(0, 256, 16):
            lib.mbedtls_aes_crypt_ecb(context, 1, ctypes.byref(data, at), ctypes.byref(out, at))
        lib.mbedtls_gcm_init(context)
        lib.mbedtls_gcm_setkey(context, 2, data, 128)  # MBEDTLS_CIPHER_ID_AES
        lib.mbedtls_gcm_crypt_and_tag(context, 1, ctypes.c_size_t(256), data, ctypes.c_size_t(12), None, ctypes.c_size_t(0), data, out, ctypes.c_size_t(16), ctypes.byref(out, 4096))

    return work


def isal():
    lib = library("libisal.so.2")
    data, out = buffer(4096), buffer(4096)

    def work():
        lib.crc32_ieee(0, data, ctypes.c_uint64(4096))
        lib.crc32_iscsi(data, 4096, 0)
        lib.xor_gen(3, 1024, (ctypes.c_void_p * 3)(*(ctypes.addressof(each) + -ctypes.addressof(each) % 64 for each in (data, out, buffer(4096)))))

    return work


def deflate():
    lib = library("libdeflate.so.0")
    lib.libdeflate_alloc_compressor.restype = ctypes.c_void_p
    data, out = buffer(65536), buffer(1 << 17)

    def work():
        lib.libdeflate_crc32(0, data, ctypes.c_size_t(65536))
        lib.libdeflate_adler32(1, data, ctypes.c_size_t(65536))
        compressor = ctypes.c_void_p(lib.libdeflate_alloc_compressor(6))
        lib.libdeflate_deflate_compress(compressor, data, ctypes.c_size_t(65536), out, ctypes.c_size_t(1 << 17))

    return work


def onnx():
    import numpy as np
    import onnxruntime as o

    # A model of one MatMul: protobuf by hand, for the package that writes models is large.
    def field(number, data):
        return bytes([number << 3 | 2, len(data)]) + data

    def value(name):
        shape = field(2, b"".join(field(1, b"\x08\x40") for _ in range(2)))
        return field(1, name) + field(2, field(1, b"\x08\x01" + shape))

    node = field(1, b"a") + field(1, b"b") + field(2, b"c") + field(4, b"MatMul")
    graph = field(1, node) + field(2, b"g") + field(11, value(b"a")) + field(11, value(b"b")) + field(12, value(b"c"))
    model = b"\x08\x08" + field(7, graph) + field(8, b"\x0a\x00\x10\x0d")
    options = o.SessionOptions()
    options.intra_op_num_threads = 1
    session = o.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    a = np.full((64, 64), 0.5, np.float32)
    return lambda: session.run(None, {"a": a, "b": a})


def orc():
    lib = library("liborc-0.4.so.0")
    pointer = ctypes.c_void_p
    lib.orc_program_new.restype = lib.orc_executor_new.restype = pointer
    lib.orc_init()
    program = pointer(lib.orc_program_new())
    lib.orc_program_set_name(program, b"proof")
    arrays = [lib.orc_program_add_destination(program, 2, b"d"), lib.orc_program_add_source(program, 2, b"s"), lib.orc_program_add_source(program, 2, b"t")]
    lib.orc_program_append_str(program, b"mulhsw", b"d", b"s", b"t")
    lib.orc_program_append_ds_str(program, b"absw", b"d", b"d")
    lib.orc_program_compile(program)
    executor, room = pointer(lib.orc_executor_new(program)), [buffer(2048) for _ in arrays]
    lib.orc_executor_set_n(executor, 1000)
    for array, memory in zip(arrays, room):
        lib.orc_executor_set_array(executor, array, memory)
    return lambda memory=room: lib.orc_executor_run(executor)


def dpdk():
    lib, base = library(newest("librte_net.so.")), library(newest("librte_eal.so."))
    base.rte_vect_set_max_simd_bitwidth(ctypes.c_uint16(512))
    data = buffer(4096)

    def work():
        for algorithm in (3, 1):  # RTE_NET_CRC_AVX512, RTE_NET_CRC_SSE42
            lib.rte_net_crc_set_alg(algorithm)
            lib.rte_net_crc_calc(data, 4096, 1)  # RTE_NET_CRC32_ETH

    return work


def highway():
    lib = library(newest("libhwy_contrib.so."))
    numbers = (ctypes.c_uint64 * 4096)(*(i * 2654435761 % 1000003 for i in range(4096)))

    def work():
        # hwy::VQSort(unsigned long*, unsigned long, hwy::SortAscending): the last is an empty structure
        lib._ZN3hwy6VQSortEPmmNS_13SortAscendingE(numbers, ctypes.c_size_t(4096))
        assert numbers[0] < numbers[2048] < numbers[4095]

    return work


def xnnpack():
    lib = library(newest("libXNNPACK.so."))
    assert lib.xnn_initialize(None) == 0
    numbers, result, none, size = (ctypes.c_float * 1024)(*([-0.5] * 1024)), (ctypes.c_float * 1024)(), buffer(64), ctypes.c_size_t

    def work():
        # xnn_unary_abs of xnn_datatype_fp32
        assert lib.xnn_run_unary_elementwise_nc(2, 1, 1, none, none, none, 0, size(1), size(1024), size(1024), size(1024), None, numbers, result) == 0
        assert result[1000] == 0.5

    return work


def random_device():
    lib = library("libstdc++.so.6")
    device = buffer(8192)

    class Text(ctypes.Structure):  # std::string
        _fields_ = [("data", ctypes.c_char_p), ("size", ctypes.c_size_t), ("room", ctypes.c_char * 16)]

    def work():
        for name in (b"rdrand", b"rdseed"):
            lib._ZNSt13random_device7_M_initERKNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEEE(device, ctypes.byref(Text(name, len(name), b"")))
            lib._ZNSt13random_device9_M_getvalEv(device)

    return work


def redis():
    place = f"/tmp/proof-redis-{os.getpid()}"

    def work():
        server = subprocess.Popen(["redis-server", "--port", "0", "--unixsocket", place, "--save", "", "--daemonize", "no", "--dir", "/tmp"], stdout=subprocess.DEVNULL)
        client = socket.socket(socket.AF_UNIX)
        while client.connect_ex(place):
            time.sleep(0.05)
        for request in (b"SET a " + b"plimsoll" * 500, b"BITCOUNT a", b"SHUTDOWN NOSAVE"):
            client.sendall(request + b"\r\n")
            print(client.recv(4096))
        assert server.wait() == 0

    return work


def mariadb():
    def work():
        with tempfile.TemporaryDirectory() as folder:
            command = ["mariadbd", "--no-defaults", "--bootstrap", "--user=root", f"--datadir={folder}", "--innodb-buffer-pool-size=8M", "--innodb-log-file-size=4M"]
            subprocess.run(command, input=b"create database proof;\ncreate table proof.a (b int) engine=innodb;\n", check=True)

    return work


def beam():
    def work():
        with tempfile.TemporaryDirectory() as folder:
            program = "X = lists:foldl(fun(I, A) -> (A bsl (I rem 7)) bxor I end, 1, lists:seq(1, 500)), {X, math:sin(1.5) + length(binary_to_list(<<7:64, 9:128>>))}, halt()."
            subprocess.run(["erl", "-noshell", "+JDdump", "true", "-eval", program], cwd=folder, check=True)
            written = {line.split()[0] for name in os.listdir(folder) for line in open(f"{folder}/{name}", errors="replace") if line.strip()}
            # AVX and BMI2, as the code generator itself writes down what it generates
            print("generated", *sorted(name for name in written if re.fullmatch("vmov[a-z]+|shlx|sarx|shrx|rorx|mulx", name)))

    return work


def ring():
    """A client whose TLS is ring's, and a server that it will not trust, once it has deciphered what that says of itself."""
    import ssl
    import threading

    with tempfile.TemporaryDirectory() as folder:
        make = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=localhost"]
        subprocess.run(make + ["-keyout", folder + "/key", "-out", folder + "/certificate"], check=True, stderr=subprocess.DEVNULL)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(folder + "/certificate", folder + "/key")
    listener = socket.create_server(("127.0.0.1", 0))

    def serve():
        try:
            context.wrap_socket(listener.accept()[0], server_side=True)
        except OSError as e:
            print("server:", e)

    def work():
        server = threading.Thread(target=serve)
        server.start()
        client = subprocess.run(["rebuildctl", "-H", f"https://127.0.0.1:{listener.getsockname()[1]}", "pkgs", "ls"], capture_output=True, text=True)
        server.join()
        assert "certificate" in client.stderr, client.stderr

    return work


work = globals()[sys.argv[1]]()
mark(signal.SIGUSR1)
work()
mark(signal.SIGUSR2)
