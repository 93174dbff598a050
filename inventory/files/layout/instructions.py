"""What the first sheet of the template says."""

from inventory.model import Text

INSTRUCTIONS = (
    Text(
        vi="Danh mục hệ thống thông tin – hướng dẫn điền",
        en="Inventory of information systems – how to fill it in",
    ),
    Text(
        vi="1. Điền lần lượt các trang: Tổ chức, Hệ thống, Điểm truy cập, Quyền rà quét. "
        "Trang Sự kiện (phê duyệt, nhãn tín nhiệm mạng) có thể để trống.",
        en="1. Fill in the sheets in order: organizations, systems, endpoints, scan permissions. "
        "The sheet of events (approvals, cyber-trust labels) may stay empty.",
    ),
    Text(
        vi="2. Các dòng nền vàng bắt đầu bằng “VÍ DỤ” là ví dụ: xóa trước khi nhập dữ liệu thật.",
        en="2. The yellow rows that begin with “VÍ DỤ” are examples: delete them before entering real data.",
    ),
    Text(
        vi="3. Mỗi tổ chức, hệ thống có một mã không trùng; các trang khác dùng mã này. "
        "Nhập lại tệp sẽ cập nhật theo mã, không tạo bản ghi trùng.",
        en="3. Each organization and system has a code of its own, which the other sheets use. "
        "Importing the file again updates by code and never duplicates.",
    ),
    Text(
        vi="4. Ngày ghi theo dd/mm/yyyy. Danh sách (cổng, mã, nhóm kiểm tra) cách nhau bằng dấu chấm phẩy.",
        en="4. Dates are dd/mm/yyyy. Lists (ports, codes, check families) are separated by semicolons.",
    ),
    Text(
        vi="5. Không dùng công thức; nếu sao chép từ tệp khác, hãy dán giá trị. "
        "Không đổi tên trang và tên cột; đưa chuột vào tên cột để xem giải thích.",
        en="5. No formulas; when copying from another file, paste values. "
        "Keep the names of sheets and columns; hover over a column's name for its explanation.",
    ),
    Text(
        vi="6. Không có quyền rà quét thì hệ thống không bị rà quét. Chỉ nhóm “exposure” cho phép quét cổng.",
        en="6. A system without a permission is not scanned. Only the family exposure allows port scans.",
    ),
    Text(
        vi="7. Kiểm tra tệp: capdo inventory validate TỆP.xlsx. Nhập tệp: capdo inventory import TỆP.xlsx.",
        en="7. Check it: capdo inventory validate FILE.xlsx. Import it: capdo inventory import FILE.xlsx.",
    ),
)
